import Emulator
import Foundation
import Testing

struct ExecutableTests {
  private static let file: [UInt8] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "program.elf")
    return (try? Data(contentsOf: path)).map(Array.init) ?? []
  }()

  @Test func `A program made by a C compiler runs bare and prints the right answer`() throws {
    let executable = try ELFExecutable(Self.file)
    let machine = try Machine.bare(loading: executable, byteCount: 1 << 20)
    let toHost = try #require(executable.symbols["tohost"])
    var console = ""
    var status: UInt64?
    for _ in 0..<100_000 where status == nil {
      _ = machine.run(hart: 0, budget: 100)
      let value = machine.readPhysical(UInt64.self, at: toHost) ?? 0
      if value >> 48 == 0x0101 {
        console.unicodeScalars.append(Unicode.Scalar(UInt8(truncatingIfNeeded: value)))
        machine.writePhysical(UInt64(0), at: toHost)
      } else if value != 0 {
        status = value
      }
    }
    #expect(status == 1)
    // The hash is what the same program prints on the host.
    #expect(console == "sorted with 0 errors, hash 402066896745479585\n")
  }

  @Test func `A file of another kind is refused with a reason`() {
    #expect(throws: ELFError.notELF) { try ELFExecutable(Array("#!/bin/sh".utf8)) }
    #expect(throws: ELFError.notELF) { try ELFExecutable([]) }
    var other = Self.file
    other[18] = 62
    #expect(throws: ELFError.unsupported(field: "machine", value: 62, needed: "243 (RISC-V)")) {
      try ELFExecutable(other)
    }
  }

  @Test func `A file cut off anywhere is refused or has lost nothing that is needed`() throws {
    for length in stride(from: 0, to: Self.file.count, by: 37) {
      do {
        let executable = try ELFExecutable(Array(Self.file.prefix(length)))
        Issue.record("accepted with \(length) bytes: \(executable.segments.count) segments")
      } catch {
        #expect(!"\(error)".isEmpty)
      }
    }
  }

  @Test func `No damage to a header crashes the host`() throws {
    for offset in 0..<176 {
      for value in [UInt8(0), 1, 0x7F, 0x80, 0xFF] {
        var damaged = Self.file
        damaged[offset] = value
        guard let executable = try? ELFExecutable(damaged) else { continue }
        guard let machine = try? Machine.bare(loading: executable, byteCount: 1 << 20) else { continue }
        _ = machine.run(hart: 0, budget: 1000)
      }
    }
  }

  @Test func `A segment that does not fit is refused`() throws {
    let executable = try ELFExecutable(Self.file)
    #expect(throws: ELFError.self) { _ = try Machine.bare(loading: executable, byteCount: 4096) }
  }
}
