import Foundation
import Testing

/// `ufork run` ends as its guest does, and refuses settings that are none.
struct RunTests {
  @Test(arguments: [[], ["--seed", "0"], ["--seed", "18446744073709551615", "--harts", "64"], ["--trace"]])
  func `A guest that exits with 0`(options: [String]) async throws {
    let directory = try TemporaryDirectory()
    let result = try await UforkProcess.run(["run", "hello"] + options, in: directory)
    #expect(result.exitCode == 0)
    #expect(result.output == "hello, world\nhello from the child\nhello from the parent\n")
    #expect(result.errors.isEmpty != options.contains("--trace"))
  }

  /// SIGPROT is 34, and 128 + 34 = 162.
  @Test(arguments: [[], ["--seed", "1"], ["--harts", "3", "--strategy", "copy"]])
  func `A guest that a signal ends`(options: [String]) async throws {
    let directory = try TemporaryDirectory()
    let result = try await UforkProcess.run(["run", "out-of-bounds"] + options, in: directory)
    #expect(result.exitCode == 162)
    #expect(result.output == "the byte behind the object is ")
    #expect(result.errors == "out-of-bounds was ended by SIGPROT, signal 34.\n")
  }

  @Test func `A guest that has not ended`() async throws {
    let directory = try TemporaryDirectory()
    let result = try await UforkProcess.run(["run", "spawn", "--instructions", "1000"], in: directory)
    #expect(result.exitCode == 4)
    #expect(result.errors == "spawn has not ended after 1000 instructions; --instructions raises the limit.\n")
  }

  @Test(arguments: [
    (["--harts", "0"], "'0' is invalid for '--harts <n>': a whole number from 1 to 64"),
    (["--harts", "65"], "'65' is invalid for '--harts <n>': a whole number from 1 to 64"),
    (["--harts=-1"], "'-1' is invalid for '--harts <n>': a whole number from 1 to 64"),
    (["--harts", "two"], "'two' is invalid for '--harts <n>'"),
    (["--harts", "9223372036854775808"], "'9223372036854775808' is invalid for '--harts <n>'"),
    (["--seed=-1"], "'-1' is invalid for '--seed <seed>'"),
    (["--seed", "18446744073709551616"], "'18446744073709551616' is invalid for '--seed <seed>'"),
    (["--seed", "1e3"], "'1e3' is invalid for '--seed <seed>'"),
    (["--instructions", "0"], "a whole number from 1 to 9 223 372 036 854 775 807"),
    (["--instructions=-9223372036854775808"], "a whole number from 1 to 9 223 372 036 854 775 807"),
    (["--memory", "0"], "'0' is invalid for '--memory <MiB>': a whole number from 1 to 4 096"),
  ])
  func `Settings that are none`(options: [String], message: String) async throws {
    let directory = try TemporaryDirectory()
    let result = try await UforkProcess.run(["run", "hello"] + options, in: directory)
    #expect(result.exitCode == 2)
    #expect(result.errors.contains(message))
    #expect(result.output.isEmpty)
  }

  @Test func `The largest limit of instructions is one`() async throws {
    let directory = try TemporaryDirectory()
    let result = try await UforkProcess.run(
      ["run", "hello", "--instructions", "9223372036854775807"], in: directory)
    #expect(result.exitCode == 0)
  }
}
