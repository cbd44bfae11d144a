import ChildProcesses
import Testing

@Suite struct `A confined program` {
  private static let small = ProgramLimits(
    cpuSecondsMax: 1, wallSecondsMax: 2, memoryByteCountMax: 256 << 20, outputByteCountMax: 1 << 20)

  @Test func `gives back what it is fed, however much that is`() throws {
    let input = (0..<900_000).map { UInt8(truncatingIfNeeded: $0) }
    let run = try ConfinedProgram.run("cat", [], input: input, limits: Self.small)
    #expect(run.output == input)
    #expect(run.end == .status(0))
  }

  @Test func `that does not read its input is no harm`() throws {
    let input = [UInt8](repeating: 1, count: 4 << 20)
    let run = try ConfinedProgram.run("true", [], input: input, limits: Self.small)
    #expect(run.end == .status(0))
  }

  @Test func `tells its status and its words of error`() throws {
    let run = try ConfinedProgram.run(
      "sh", ["-c", "echo no >&2; exit 7"], input: [], limits: Self.small)
    #expect(run.end == .status(7))
    #expect(run.errorOutput == Array("no\n".utf8))
  }

  @Test func `that is not installed is named`() {
    #expect(throws: ProgramProblem.notInstalled(program: "no-such-program")) {
      try ConfinedProgram.run("no-such-program", [], input: [], limits: Self.small)
    }
  }

  @Test(arguments: [
    ("while :; do :; done", "cpuSecondsMax", 1),
    ("sleep 60", "wallSecondsMax", 2),
    ("exec >&- 2>&-; sleep 60", "", 0),
    ("yes", "outputByteCountMax", 1 << 20),
  ])
  func `ends at its limit, which is named`(script: String, limit: String, value: Int) throws {
    if limit.isEmpty {
      let run = try ConfinedProgram.run("sh", ["-c", script], input: [], limits: Self.small)
      #expect(run.end == .signal(9))
      return
    }
    var limits = Self.small
    // A busy machine gives little processor time in two seconds.
    if limit == "cpuSecondsMax" { limits.wallSecondsMax = 60 }
    #expect(throws: ProgramProblem.limitExceeded(program: "sh", limit: limit, value: value)) {
      try ConfinedProgram.run("sh", ["-c", script], input: [], limits: limits)
    }
  }

  @Test func `writes no file and sees no environment`() throws {
    let script = "trap '' XFSZ; echo x > ${TMPDIR:-/var/tmp}/confined || echo refused; env | wc -l"
    let run = try ConfinedProgram.run("sh", ["-c", script], input: [], limits: Self.small)
    #expect(String(decoding: run.output, as: UTF8.self).contains("refused"))
  }
}
