package import Foundation

/// The ISO skeleton implementation of Schematron on libxslt, as PyPI's lxml ships it: a second opinion on
/// whole schemas.
package enum ISOSkeleton {
  /// One document checked by a schema, and our report about it.
  package struct Case: Codable {
    /// Paths relative to the folder of the run.
    package var schema: String
    package var document: String
    package var phase: String?
    package var report: String

    package init(schema: String, document: String, phase: String?, report: String) {
      self.schema = schema
      self.document = document
      self.phase = phase
      self.report = report
    }
  }

  /// How two reports compare: what fired as `id node text`, each as often as it did.
  package struct Comparison: Codable {
    /// How many firings both have.
    package var commonCount: Int
    package var onlyOurs: [String]
    package var onlyTheirs: [String]
  }

  /// Whether the skeleton can be run here, for `.enabled(if:)`.
  package static let isInstalled: Bool = {
    do {
      return try ProgramRun.run("python3", ["-c", "import lxml.isoschematron"]).status == 0
    } catch { return false }
  }()

  /// Runs the skeleton over `cases` in `folder` and compares its reports with ours.
  ///
  /// Locations of both sides are resolved by libxml2, and each must find one node.
  package static func compare(
    _ cases: [Case], in folder: URL, withTexts comparesTexts: Bool
  ) throws -> [Comparison] {
    let input = try JSONEncoder().encode(cases)
    let run = try ProgramRun.run(
      "python3", ["-c", script, comparesTexts ? "texts" : "nodes"], input: Array(input), in: folder)
    guard run.status == 0 else { throw Failure(message: run.errorText) }
    return try JSONDecoder().decode([Comparison].self, from: Data(run.output))
  }

  /// The skeleton did not come to an end.
  package struct Failure: Error { package var message: String }

  private static let script = #"""
    import collections, json, sys
    from lxml import etree, isoschematron as iso

    SVRL = '{http://purl.oclc.org/dsdl/svrl}'
    with_texts = sys.argv[1] == 'texts'
    compiled = {}

    def stylesheet(path, phase):
        # Written beside the schema, so that document() finds the same files.
        if (path, phase) not in compiled:
            schema = iso.iso_abstract_expand(iso.iso_dsdl_include(etree.parse(path)))
            parameters = {'phase': f"'{phase}'"} if phase else {}
            name = f'{path}.{len(compiled)}.xsl'
            iso.iso_svrl_for_xslt1(schema, **parameters).write(name)
            compiled[path, phase] = etree.XSLT(etree.parse(name))
        return compiled[path, phase]

    def resolved(document, location, prefixes):
        try:
            found = document.xpath(location, namespaces=prefixes) if location != '/' else [document]
        except etree.XPathEvalError as error:
            return f'UNRESOLVED {location} {error}'
        if len(found) != 1:
            return f'UNRESOLVED {location} finds {len(found)}'
        node = found[0]
        if node is document:
            node = document.getroot()
        if not isinstance(node, etree._Element):
            return '@'
        return document.getpath(node)

    def firings(report, document, theirs):
        prefixes = {e.get('prefix'): e.get('uri') for e in report.iter(SVRL + 'ns-prefix-in-attribute-values')}
        found = collections.Counter()
        for firing in report.iter(SVRL + 'failed-assert', SVRL + 'successful-report'):
            location = firing.get('location')
            # The skeleton forgets the element of an attribute.
            node = '@' if theirs and '@' in location.rsplit('/', 1)[-1].split('[')[0] else resolved(document, location, prefixes)
            text = ' '.join(''.join(firing.find(SVRL + 'text').itertext()).split()) if with_texts else ''
            found[f"{firing.get('id')} {node} {text}"] += 1
        return found

    results = []
    for case in json.load(sys.stdin):
        document = etree.parse(case['document'])
        ours = firings(etree.parse(case['report']), document, False)
        theirs = firings(stylesheet(case['schema'], case.get('phase'))(document), document, True)
        results.append({
            'commonCount': sum((ours & theirs).values()),
            'onlyOurs': sorted((ours - theirs).elements()),
            'onlyTheirs': sorted((theirs - ours).elements()),
        })
    json.dump(results, sys.stdout)
    """#
}
