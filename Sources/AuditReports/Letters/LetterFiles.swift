extension ReportFormat {
  /// The formats in which a report can be divided by municipality.
  package static let dividedFormats: [ReportFormat] = [.html, .csv]

  /// A file for each letter, and `index` with what is in none of them.
  package func files(
    of division: LetterDivision, _ options: ReporterOptions
  ) throws(ReportRefusal) -> [ReportFile] {
    let language = options.language
    switch self {
    case .html:
      let letters = division.letters.map { letter in
        ReportFile(
          name: "\(letter.fileName).html",
          bytes: LetterPage(letter: letter, language: language).bytes())
      }
      let index = LetterIndexPage(division: division, language: language).bytes()
      return [ReportFile(name: "index.html", bytes: index)] + letters
    case .csv:
      var files: [ReportFile] = []
      for (name, report) in [("index", division.office)]
        + division.letters.map({ ($0.fileName, $0.report) })
      {
        var bytes: [UInt8] = []
        try CSVReporter(language: language).write(report, to: &bytes)
        files.append(ReportFile(name: "\(name).csv", bytes: bytes))
      }
      return files
    case .text, .xml, .junit, .svrl, .json, .sarif, .gitlab, .github, .markdown, .xlsx:
      throw .notByMunicipality(format: self)
    }
  }
}
