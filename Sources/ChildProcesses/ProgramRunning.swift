internal import Glibc

/// Runs programs that read bytes and write bytes, apart from this process and within limits.
///
/// A program gets its input on standard input and no file of ours: no descriptor but its own three, no
/// environment but a fixed one. `prlimit` of util-linux sets its limits before it begins.
package enum ConfinedProgram {
  /// The folders in which programs are looked for, whatever the environment says.
  package static let standardFolders = ["/usr/bin", "/usr/local/bin", "/bin"]
  /// How much of standard error is kept, in bytes.
  private static let errorByteCountMax = 1 << 16
  /// The most descriptors that the program may hold.
  private static let descriptorCountMax = 64
  private static let environment = ["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=/nonexistent"]

  /// Runs `program` with `arguments`, and gives what it wrote.
  ///
  /// - Throws: `notInstalled` where no folder holds it or `prlimit`, `limitExceeded` with the limit's name.
  package static func run(
    _ program: String, _ arguments: [String], input: [UInt8],
    limits: ProgramLimits, folders: [String] = standardFolders
  ) throws(ProgramProblem) -> ProgramOutput {
    let path = try find(program, in: folders)
    let launcher = try find("prlimit", in: standardFolders)
    let words =
      [
        launcher, "--cpu=\(limits.cpuSecondsMax):\(limits.cpuSecondsMax + 1)",
        "--as=\(limits.memoryByteCountMax)", "--fsize=0",
        "--core=0", "--nofile=\(descriptorCountMax)", "--", path,
      ] + arguments
    var channels = try Channels(program)
    let process = try start(program, words, channels: channels)
    channels.closeFarEnds()
    let deadline = seconds() + limits.wallSecondsMax
    let problem = exchange(program, input, &channels, deadline, limits)
    let (end, cpuSeconds) = wait(process, until: problem == nil ? deadline : .min)
    if let problem { throw problem }
    switch end {
    // Where SIGXCPU is ignored, SIGKILL follows a second later.
    case .signal(let signal)
    where signal == SIGXCPU || (signal == SIGKILL && cpuSeconds >= limits.cpuSecondsMax):
      throw .limitExceeded(program: program, limit: "cpuSecondsMax", value: limits.cpuSecondsMax)
    case .signal where Self.tellsOfMemory(channels.errorOutput):
      throw .limitExceeded(
        program: program, limit: "memoryByteCountMax", value: limits.memoryByteCountMax)
    case .status, .signal:
      return ProgramOutput(end: end, output: channels.output, errorOutput: channels.errorOutput)
    }
  }

  private static func tellsOfMemory(_ words: [UInt8]) -> Bool {
    let text = String(decoding: words, as: UTF8.self)
    return text.contains("bad_alloc") || text.contains("ut of memory")
  }

  private static func find(_ program: String, in folders: [String]) throws(ProgramProblem) -> String
  {
    for folder in folders {
      let path = folder + "/" + program
      if unsafe access(path, X_OK) == 0 { return path }
    }
    throw .notInstalled(program: program)
  }

  private static func start(
    _ program: String, _ words: [String], channels: borrowing Channels
  ) throws(ProgramProblem) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (own, standard) in [
      (channels.input.far, STDIN_FILENO), (channels.outputEnds.far, STDOUT_FILENO),
      (channels.errorEnds.far, STDERR_FILENO),
    ] {
      unsafe posix_spawn_file_actions_adddup2(&actions, own, standard)
    }
    var argv = unsafe words.map { unsafe strdup($0) } + [nil]
    var envp = unsafe environment.map { unsafe strdup($0) } + [nil]
    defer {
      unsafe (argv + envp).forEach { unsafe free($0) }
    }
    var process: pid_t = 0
    let code = unsafe posix_spawn(&process, words[0], &actions, nil, &argv, &envp)
    guard code == 0 else {
      let reason = unsafe String(cString: strerror(code))
      throw .cannotStart(program: program, reason: reason)
    }
    return process
  }

  /// Feeds the program and takes what it writes, until it closes its ends or goes beyond a limit.
  private static func exchange(
    _ program: String, _ input: [UInt8], _ channels: inout Channels, _ deadline: Int,
    _ limits: ProgramLimits
  ) -> ProgramProblem? {
    var sent = 0
    while channels.isOpen {
      let left = deadline - seconds()
      guard left > 0 else {
        return .limitExceeded(
          program: program, limit: "wallSecondsMax", value: limits.wallSecondsMax)
      }
      channels.poll(milliseconds: Int32(min(left, 10)) * 1000, input, &sent)
      guard channels.output.count <= limits.outputByteCountMax else {
        return .limitExceeded(
          program: program, limit: "outputByteCountMax", value: limits.outputByteCountMax)
      }
      channels.cutErrorOutput(to: errorByteCountMax)
    }
    return nil
  }

  /// Waits for the end, and ends what goes on at `deadline`; also gives the seconds of processor time that were used.
  private static func wait(
    _ process: pid_t, until deadline: Int
  ) -> (end: ProgramEnd, cpuSeconds: Int) {
    var status: Int32 = 0
    var usage = rusage()
    func ended() -> (ProgramEnd, Int) {
      (ProgramEnd(waitStatus: status), usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
    }
    while seconds() < deadline {
      let found = unsafe wait4(process, &status, WNOHANG, &usage)
      if found == process { return ended() }
      if found < 0 && errno != EINTR { return (.signal(SIGKILL), 0) }
      usleep(1000)
    }
    kill(process, SIGKILL)
    while unsafe wait4(process, &status, 0, &usage) < 0 && errno == EINTR {}
    return ended()
  }

  private static func seconds() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec
  }
}

extension ProgramEnd {
  fileprivate init(waitStatus: Int32) {
    let signal = waitStatus & 0x7F
    self = signal == 0 ? .status((waitStatus >> 8) & 0xFF) : .signal(signal)
  }
}
