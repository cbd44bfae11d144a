internal import Glibc

/// The three pairs of sockets by which a program is fed and heard; owns the descriptors.
///
/// Sockets and not pipes: sending to one whose reader is gone gives an error instead of a signal, and they
/// are closed in every other child from the start.
struct Channels: ~Copyable {
  /// Both ends of one channel; -1 where closed.
  struct Ends {
    var near: Int32 = -1
    var far: Int32 = -1

    mutating func close() {
      if near >= 0 { Glibc.close(near) }
      if far >= 0 { Glibc.close(far) }
      near = -1
      far = -1
    }
  }

  private static let chunkByteCount = 1 << 16

  private(set) var input = Ends()
  private(set) var outputEnds = Ends()
  private(set) var errorEnds = Ends()
  private(set) var output: [UInt8] = []
  private(set) var errorOutput: [UInt8] = []

  init(_ program: String) throws(ProgramProblem) {
    input = try Self.pair(program)
    do {
      outputEnds = try Self.pair(program)
      errorEnds = try Self.pair(program)
    } catch {
      input.close()
      outputEnds.close()
      throw error
    }
  }

  deinit {
    for descriptor in [
      input.near, input.far, outputEnds.near, outputEnds.far, errorEnds.near, errorEnds.far,
    ] where descriptor >= 0 {
      close(descriptor)
    }
  }

  private static func pair(_ program: String) throws(ProgramProblem) -> Ends {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      let reason = unsafe String(cString: strerror(errno))
      throw .cannotStart(program: program, reason: reason)
    }
    return Ends(near: ends[0], far: ends[1])
  }

  mutating func closeFarEnds() {
    for descriptor in [input.far, outputEnds.far, errorEnds.far] { close(descriptor) }
    input.far = -1
    outputEnds.far = -1
    errorEnds.far = -1
  }

  /// Whether the program can still write.
  var isOpen: Bool { outputEnds.near >= 0 || errorEnds.near >= 0 }

  /// Keeps the beginning of what stands on standard error.
  mutating func cutErrorOutput(to byteCountMax: Int) {
    if errorOutput.count > byteCountMax { errorOutput.removeLast(errorOutput.count - byteCountMax) }
  }

  /// Waits for a channel to be ready and serves those that are; `sent` counts the bytes of `bytes` that are gone.
  mutating func poll(milliseconds: Int32, _ bytes: [UInt8], _ sent: inout Int) {
    var requests = [
      pollfd(fd: input.near, events: Int16(POLLOUT), revents: 0),
      pollfd(fd: outputEnds.near, events: Int16(POLLIN), revents: 0),
      pollfd(fd: errorEnds.near, events: Int16(POLLIN), revents: 0),
    ]
    guard unsafe Glibc.poll(&requests, nfds_t(requests.count), milliseconds) > 0 else { return }
    if requests[0].revents != 0 { send(bytes, &sent) }
    if requests[1].revents != 0 { Self.receive(&outputEnds, into: &output) }
    if requests[2].revents != 0 { Self.receive(&errorEnds, into: &errorOutput) }
  }

  private mutating func send(_ bytes: [UInt8], _ sent: inout Int) {
    let count = unsafe bytes[sent...].prefix(Self.chunkByteCount).withUnsafeBytes { buffer in
      unsafe Glibc.send(
        input.near, buffer.baseAddress, buffer.count,
        Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
    }
    if count > 0 { sent += count }
    let isGone = count < 0 && errno != EAGAIN && errno != EINTR
    if isGone || sent == bytes.count { input.close() }
  }

  private static func receive(_ ends: inout Ends, into bytes: inout [UInt8]) {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: chunkByteCount))
    let count = unsafe bytes[start...].withUnsafeMutableBytes { buffer in
      unsafe recv(
        ends.near, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
    }
    bytes.removeLast(chunkByteCount - max(0, count))
    if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) { ends.close() }
  }
}
