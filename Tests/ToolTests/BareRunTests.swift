import Foundation
import Testing

/// `ufork run --bare`: what is shown of a run, and what is refused.
struct BareRunTests {
  private static let program =
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../EmulatorTests/Executables/program.elf")
    .standardized.path
  private static let answer = "sorted with 0 errors, hash 402066896745479585\n"

  @Test("A program prints, and nothing else is shown")
  func plain() async throws {
    let result = try await UforkProcess.run(["run", "--bare", Self.program], in: TemporaryDirectory())
    #expect(result.exitCode == 0)
    #expect(result.output == Self.answer)
    #expect(result.errors.isEmpty)
  }

  @Test("--statistics shows how many instructions were executed, and how many of them trapped")
  func statistics() async throws {
    let result = try await UforkProcess.run(["run", "--bare", "--statistics", Self.program], in: TemporaryDirectory())
    #expect(result.exitCode == 0)
    #expect(result.output == Self.answer)
    let lines = result.errors.split(separator: "\n")
    let executed = try #require(lines.first { $0.hasSuffix(" instructions executed") })
    #expect(try #require(Int(executed.split(separator: " ")[0])) > 10_000)
    #expect(lines.contains { $0.trimmingCharacters(in: .whitespaces) == "0 of them trapped" })
  }

  @Test("--trace shows each instruction, up to the limit")
  func trace() async throws {
    let arguments = ["run", "--bare", "--trace", "--statistics", "--instructions", "5", Self.program]
    let result = try await UforkProcess.run(arguments, in: TemporaryDirectory())
    #expect(result.exitCode == 4)
    let lines = result.errors.split(separator: "\n").map(String.init)
    #expect(lines.count == 5 + 2 + 1, "\(result.errors)")
    // What `objdump -d program.elf` shows at its start address.
    #expect(lines[0].hasPrefix("0x800001c2  00002117  auipc sp, "))
    #expect(lines[1].hasPrefix("0x800001c6  e8e10113  addi sp, sp, "))
    #expect(lines[2].hasPrefix("0x800001ca  e37ff0ef  jal ra, "))
    #expect(lines[3].hasPrefix("0x80000000  1101      addi sp, sp, "))
    #expect(lines[5].hasSuffix("5 instructions executed"))
    #expect(lines[7].contains("has written nothing to tohost after 5 instructions"))
  }

  @Test("--trace shows traps, and where they lead")
  func traps() async throws {
    let directory = try TemporaryDirectory()
    // An executable of one segment with the word 0, which means nothing, at 0x80000000, and `tohost` behind it.
    let path = directory.path + "/illegal.elf"
    try Data(TinyExecutable(words: [0, 0, 0, 0]).bytes).write(to: URL(filePath: path))
    let arguments = ["run", "--bare", "--trace", "--statistics", "--instructions", "2", path]
    let result = try await UforkProcess.run(arguments, in: directory)
    #expect(result.exitCode == 4)
    let lines = result.errors.split(separator: "\n").map(String.init)
    #expect(lines.count == 7, "\(result.errors)")
    #expect(lines[0].hasPrefix("0x80000000  0000"))
    #expect(lines[1] == "  traps: illegalInstruction, 0x0; on at 0x0")
    #expect(lines[2] == "0x0  nothing to execute")
    #expect(lines[3] == "  traps: instructionAccessFault, 0x0; on at 0x0")
    #expect(lines[5].hasSuffix("2 of them trapped"))
  }

  @Test("A number that is written to tohost in two halves counts when it is whole")
  func halves() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/halves.elf"
    // auipc x5, 0; addi x5, x5, 64; addi x6, x0, 65; lui x7, 0x1010; sw x6, 0(x5); sw x7, 4(x5): the letter A. Then,
    // when tohost is 0 again, sw 1: lw x8, 0(x5); bne x8, x0, −4; addi x6, x0, 1; sw x6, 0(x5); j 0.
    let words: [UInt32] = [
      0x0000_0297, 0x0402_8293, 0x0410_0313, 0x0101_03B7, 0x0062_A023, 0x0072_A223, 0x0002_A403, 0xFE04_1EE3,
      0x0002_A223, 0x0010_0313, 0x0062_A023, 0x0000_006F, 0, 0, 0, 0, 0, 0,
    ]
    try Data(TinyExecutable(words: words, toHost: 0x8000_0040).bytes).write(to: URL(filePath: path))
    for options in [[], ["--trace"]] {
      let result = try await UforkProcess.run(["run", "--bare"] + options + [path], in: directory)
      #expect(result.exitCode == 0, "\(options): \(result.errors.suffix(300))")
      #expect(result.output == "A")
    }
  }

  @Test(
    "What a bare machine does not have is refused",
    arguments: [["--harts", "2"], ["--strategy", "copy"], ["--isolation", "none"], ["--seed", "1"]])
  func options(option: [String]) async throws {
    let result = try await UforkProcess.run(["run", "--bare", Self.program] + option, in: TemporaryDirectory())
    #expect(result.exitCode == 2)
    #expect(result.errors.contains("\(option[0]) does nothing with --bare: a bare machine has one hart and no kernel."))
    #expect(result.output.isEmpty)
  }

  @Test("The memory of a guest cannot be chosen")
  func memory() async throws {
    let result = try await UforkProcess.run(["run", "hello", "--memory", "8"], in: TemporaryDirectory())
    #expect(result.exitCode == 2)
    #expect(result.errors.contains("--memory does nothing without --bare"))
  }

  @Test("A file that cannot be read is named, with the reason")
  func unreadable() async throws {
    let directory = try TemporaryDirectory()
    let absent = try await UforkProcess.run(["run", "--bare", "nowhere.elf"], in: directory)
    #expect(absent.exitCode == 2)
    #expect(absent.errors.contains("nowhere.elf cannot be read: No such file or directory."))
    let folder = try await UforkProcess.run(["run", "--bare", "."], in: directory)
    #expect(folder.exitCode == 2)
    #expect(folder.errors.contains(". cannot be read: Is a directory."))
  }
}

/// The smallest executable that `run --bare` takes: words at 0x80000000, and a symbol `tohost`.
private struct TinyExecutable {
  let bytes: [UInt8]

  init(words: [UInt32], toHost: UInt64 = 0x8000_0008) {
    func little(_ value: UInt64, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }
    let code = words.flatMap { little(UInt64($0), 4) }
    let codeOffset: UInt64 = 64 + 56
    let symbolOffset = codeOffset + UInt64(code.count)
    let stringOffset = symbolOffset + 48
    let sectionOffset = stringOffset + 8
    // Source: System V ABI, ELF-64: the file header, one program header, and sections of symbols and their names.
    let header =
      [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0] + little(0, 8) + little(2, 2) + little(243, 2) + little(1, 4)
      + little(0x8000_0000, 8) + little(64, 8) + little(sectionOffset, 8) + little(0, 4) + little(64, 2) + little(56, 2)
      + little(1, 2) + little(64, 2) + little(3, 2) + little(0, 2)
    let size = UInt64(code.count)
    let program =
      little(1, 4) + little(7, 4) + little(codeOffset, 8) + little(0x8000_0000, 8) + little(0x8000_0000, 8)
      + little(size, 8) + little(size, 8) + little(4, 8)
    let symbols = little(0, 24) + little(1, 4) + [0x10, 0] + little(1, 2) + little(toHost, 8) + little(8, 8)
    let names = [0] + Array("tohost".utf8) + [0]
    func section(_ type: UInt64, _ offset: UInt64, _ size: UInt64, link: UInt64, entrySize: UInt64) -> [UInt8] {
      little(0, 4) + little(type, 4) + little(0, 16) + little(offset, 8) + little(size, 8) + little(link, 4)
        + little(0, 4) + little(1, 8) + little(entrySize, 8)
    }
    bytes =
      header + program + code + symbols + names + little(0, 64)
      + section(2, symbolOffset, 48, link: 2, entrySize: 24) + section(3, stringOffset, 8, link: 0, entrySize: 0)
  }
}
