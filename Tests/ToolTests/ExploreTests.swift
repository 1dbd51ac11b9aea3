import Foundation
import Testing

struct ExploreTests {
  @Test func `An exploration goes on where it was saved`() async throws {
    let directory = try TemporaryDirectory()
    let arguments = ["explore", "--world", "reuse", "--strategy", "coa", "--states", "states", "--depth"]
    let first = try await UforkProcess.run(arguments + ["2"], in: directory)
    #expect(first.exitCode == 0, "\(first.output)\(first.errors)")
    let second = try await UforkProcess.run(arguments + ["2"], in: directory)
    #expect(second.output.contains("depth 2"))
    #expect(second.output.contains(" 0 steps"))
  }

  @Test func `A file of states that is damaged is not taken for states that were tried`() async throws {
    let directory = try TemporaryDirectory()
    let arguments = ["explore", "--world", "reuse", "--strategy", "coa", "--states", "states", "--depth", "2"]
    let first = try await UforkProcess.run(arguments, in: directory)
    #expect(first.exitCode == 0, "\(first.output)\(first.errors)")
    let path = directory.path + "/states"
    let whole = try Data(contentsOf: URL(filePath: path))
    let head = try #require(whole.firstIndex(of: 0x0A))
    var damaged: [Data] = [whole.dropLast(), whole.dropLast(6), whole + [0x30], whole.prefix(head + 1)]
    for place in [head / 2, head + 1, head + 5, head + 9, (head + whole.count) / 2, whole.count - 17, whole.count - 1] {
      var copy = whole
      copy[place] ^= 0x11
      damaged.append(copy)
      for offset in 0..<4 where place + offset < whole.count { copy[place + offset] = 0xFF }
      damaged.append(copy)
    }
    for data in damaged {
      try data.write(to: URL(filePath: path))
      let result = try await UforkProcess.run(arguments, in: directory)
      #expect(result.exitCode == 2)
      #expect(result.output.isEmpty)
      #expect(result.errors.hasPrefix("Error: states "), "\(result.errors)")
      #expect(try Data(contentsOf: URL(filePath: path)) == data)
    }
  }
}
