import Foundation
import TestSupport
import Testing

/// Counts allocations by a small library that is loaded before the program and hands every call on.
@Suite(
  .enabled(
    if: ProgramRun.optimisedProgramPath != nil && ProgramRun.isInstalled("cc"),
    "PLANAUDIT_PROGRAM names no optimised program, or a C compiler is absent"))
struct `Allocations` {
  private static let counter = """
    #include <stdatomic.h>
    #include <stdio.h>
    #include <stdlib.h>
    extern void *__libc_malloc(size_t);
    extern void *__libc_calloc(size_t, size_t);
    extern void *__libc_realloc(void *, size_t);
    static atomic_long count;
    void *malloc(size_t size) { count++; return __libc_malloc(size); }
    void *calloc(size_t n, size_t size) { count++; return __libc_calloc(n, size); }
    void *realloc(void *old, size_t size) { count++; return __libc_realloc(old, size); }
    __attribute__((destructor)) static void report(void) { fprintf(stderr, "count %ld\\n", count); }
    """

  /// Node tests, attribute look-ups, comparisons, string functions, sums and keys over every entry.
  private static let schema = """
    <schema xmlns="http://purl.oclc.org/dsdl/schematron" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
      <ns prefix="p" uri="urn:x"/>
      <xsl:key name="numbers" match="p:entry" use="p:number/@value"/>
      <pattern id="a">
        <rule context="p:entry">
          <let name="cost" value="number(p:cost/@value)"/>
          <assert id="A1" test="p:number/@value = count(preceding-sibling::p:entry[1]) * 0 + p:number"/>
          <assert id="A2" test="$cost &gt; 0 and $cost = translate(p:cost, ',', '')"/>
          <assert id="A3" test="string-length(normalize-space(p:title)) &gt;= 2"/>
          <assert id="A4" test="contains(p:title, '事業') and starts-with(p:title, '第')"/>
          <assert id="A5" test="substring-before(p:url, '://') = 'https'"/>
          <assert id="A6" test="not(p:missing) and ../p:totals/@count &gt; 0"/>
          <assert id="A7" test="translate(p:phone, '123456789', '000000000') = '00-0000-0000'"/>
          <assert id="A8" test="concat(p:title, p:cost) != '' and boolean(p:cost | p:title)"/>
        </rule>
      </pattern>
      <pattern id="b">
        <rule context="p:plan">
          <assert id="B1" test="sum(p:entry/p:cost/@value) &gt; 0 and count(p:entry) = p:totals/@count"/>
        </rule>
      </pattern>
    </schema>
    """

  private static func document(entryCount: Int) -> String {
    var text = "<plan xmlns='urn:x'>"
    for number in 1...entryCount {
      text += """
        <entry><number value='\(number)'>\(number)</number><title>第\(number)号 就労支援事業</title>\
        <cost value='1200'>1,200</cost><url>https://example.jp/</url><phone>03-3546-5329</phone></entry>
        """
    }
    return text + "<totals count='\(entryCount)'/></plan>"
  }

  @Test func `of a run grow with the result and not with the entries`() throws {
    let scratch = try ScratchFolder()
    try scratch.write("counter.c", Array(Self.counter.utf8))
    try scratch.write("rules.sch", Array(Self.schema.utf8))
    let build = try ProgramRun.run(
      "cc", ["-shared", "-fPIC", "-O1", "-o", "counter.so", "counter.c"], in: scratch.url)
    try #require(build.status == 0, "\(build.errorText)")
    let counts = try [3_400, 6_800].map { entryCount in
      try scratch.write("plan.xml", Array(Self.document(entryCount: entryCount).utf8))
      let run = try ProgramRun.planaudit(
        ["schematron", "rules.sch", "plan.xml", "-o", "result.svrl"], in: scratch.url,
        environment: ["LD_PRELOAD": scratch.url.appendingPathComponent("counter.so").path])
      try #require(run.status == 0, "\(run.errorText)")
      let words = run.errorText.split(whereSeparator: \.isWhitespace)
      return try #require(words.last.flatMap { Int($0) }, "\(run.errorText)")
    }
    // Buffers grow by doubling, and the report of twice the fired rules is written in twice the pieces.
    #expect(counts[1] - counts[0] < 1_000, "\(counts)")
  }
}
