import Foundation
import Heap
import TestSupport
import Testing

@Suite struct `The heap` {
  /// Says what the program asks of the system for its memory, and whether what it allocates at its end lies there, by a
  /// library that is loaded before it.
  private static let witness = """
    #define _GNU_SOURCE
    #include <stdint.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <sys/syscall.h>
    #include <unistd.h>
    static char *page;
    int madvise(void *start, size_t count, int advice) {
      page = start;
      fprintf(stderr, "%ju %zu %d\\n", (uintmax_t)((uintptr_t)start % (2 << 20)), count, advice);
      return syscall(SYS_madvise, start, count, advice);
    }
    __attribute__((destructor)) static void end(void) {
      char *volatile last = malloc(4000);
      fprintf(stderr, "%s\\n", last >= page - 16384 && last < page + (2 << 20) ? "within" : "elsewhere");
    }
    """

  @Test(
    .enabled(
      if: ProgramRun.optimisedProgramPath != nil && ProgramRun.isInstalled("cc"),
      "PLANAUDIT_PROGRAM names no optimised program, or a C compiler is absent"))
  func `the program asks for one huge page, which begins where one can`() throws {
    let scratch = try ScratchFolder()
    try scratch.write("witness.c", Array(Self.witness.utf8))
    let build = try ProgramRun.run(
      "cc", ["-shared", "-fPIC", "-o", "witness.so", "witness.c"], in: scratch.url)
    try #require(build.status == 0, "\(build.errorText)")
    let run = try ProgramRun.planaudit(
      ["--version"], in: scratch.url,
      environment: ["LD_PRELOAD": scratch.url.appendingPathComponent("witness.so").path])
    #expect(run.status == 0)
    // MADV_HUGEPAGE is 14 (madvise(2)).
    #expect(run.errorText == "0 2097152 14\nwithin\n")
  }

  @Test func `what is allocated afterwards is as it should be`() async {
    await #expect(processExitsWith: .success) {
      Heap.continueInHugePage()
      var texts: [String] = []
      for number in 0..<200_000 { texts.append("事業 \(number)") }
      texts.removeFirst(100_000)
      precondition(texts.count == 100_000 && texts.first == "事業 100000")
    }
  }
}
