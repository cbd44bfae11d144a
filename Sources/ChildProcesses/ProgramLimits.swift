/// What a program of another's making may use of this machine.
package struct ProgramLimits: Hashable, Sendable {
  /// Processor time in seconds.
  package var cpuSecondsMax: Int
  /// Time on the wall in seconds.
  package var wallSecondsMax: Int
  /// Address space in bytes.
  package var memoryByteCountMax: Int
  /// Bytes on standard output.
  package var outputByteCountMax: Int

  package init(
    cpuSecondsMax: Int, wallSecondsMax: Int, memoryByteCountMax: Int, outputByteCountMax: Int
  ) {
    self.cpuSecondsMax = cpuSecondsMax
    self.wallSecondsMax = wallSecondsMax
    self.memoryByteCountMax = memoryByteCountMax
    self.outputByteCountMax = outputByteCountMax
  }

  /// One page description of an office: 20 s of processor, 60 s on the wall, 1 GiB of memory, 128 MiB of output.
  package static let standard = ProgramLimits(
    cpuSecondsMax: 20, wallSecondsMax: 60, memoryByteCountMax: 1 << 30,
    outputByteCountMax: 128 << 20)
}

/// How a program ended that kept its limits.
package struct ProgramOutput: Hashable, Sendable {
  package var end: ProgramEnd
  package var output: [UInt8]
  /// The first bytes of standard error.
  package var errorOutput: [UInt8]
}

package enum ProgramEnd: Hashable, Sendable {
  case status(Int32)
  case signal(Int32)
}

/// Why a program could not be run to its end.
package enum ProgramProblem: Error, Equatable, Sendable {
  /// None of the folders holds a program of that name.
  case notInstalled(program: String)
  /// The system refuses to start it, in its own words.
  case cannotStart(program: String, reason: String)
  /// It was ended because it went beyond the limit of that name.
  case limitExceeded(program: String, limit: String, value: Int)
}
