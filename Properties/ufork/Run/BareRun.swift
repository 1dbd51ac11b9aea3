import ArgumentParser
import Emulator
import Foundation

/// Runs an executable on a machine without a kernel, until it writes to the symbol `tohost`.
///
/// 1 means that it is content, another odd number 2n + 1 that it failed with n. A number whose upper 16 bits are 0x0101
/// is a character for standard output, as the host-target interface has it; `tohost` then becomes 0 again.
struct BareRun {
  private static let instructionsBetweenLooks = 2048

  let path: String
  let instructionLimit: Int
  let mebibytes: Int

  func run() throws {
    let executable = try read()
    guard let toHost = executable.symbols["tohost"] else {
      throw UsageError("\(path) has no global symbol “tohost”, through which a program says that it has ended.")
    }
    let machine = try machine(running: executable)
    guard machine.readPhysical(UInt64.self, at: toHost) != nil else {
      throw UsageError("\(path) has “tohost” at 0x\(String(toHost, radix: 16)): not an aligned address of the memory.")
    }
    var left = instructionLimit
    while left > 0 {
      left -= machine.run(hart: 0, budget: min(left, Self.instructionsBetweenLooks)).instructionCount
      guard let value = machine.readPhysical(UInt64.self, at: toHost), value != 0 else { continue }
      if value >> 48 == 0x0101 {
        StandardStream.output.write([UInt8(truncatingIfNeeded: value)])
        machine.writePhysical(UInt64(0), at: toHost)
      } else if value == 1 {
        return
      } else {
        report("\(path) failed: it wrote \(value) to tohost, which means \(value >> 1).")
        throw ExitCode(1)
      }
    }
    report(
      "\(path) has written nothing to tohost after \(instructionLimit) instructions; --instructions raises the limit. "
        + "It is at 0x\(String(machine.programCounter(hart: 0), radix: 16))"
        + (machine.lastTrap(hart: 0).map { ", and its last trap was \($0.cause), 0x\(String($0.value, radix: 16))" }
          ?? "")
        + ".")
    throw ExitCode(4)
  }

  private func read() throws -> ELFExecutable {
    guard let data = FileManager.default.contents(atPath: path) else { throw UsageError("\(path) cannot be read.") }
    do {
      return try ELFExecutable(Array(data))
    } catch {
      throw UsageError("\(path) is no executable for this machine: \(error).")
    }
  }

  private func machine(running executable: ELFExecutable) throws -> Machine {
    do {
      return try .bare(loading: executable, byteCount: mebibytes << 20)
    } catch let error as ELFError {
      throw UsageError("\(path) cannot be loaded: \(error).")
    }
  }

  private func report(_ line: String) {
    StandardStream.error.write(line + "\n")
  }
}
