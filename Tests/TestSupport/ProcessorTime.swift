internal import Glibc

/// The time that `work` keeps a processor busy on the calling thread, whatever else the machine does.
///
/// Growth is told by it, never speed: speed is measured in `Benchmarks`.
package func processorTime(_ work: () throws -> Void) rethrows -> Duration {
  func now() -> Duration {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
  let start = now()
  try work()
  return now() - start
}
