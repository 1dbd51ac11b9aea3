import Architecture
import ArgumentParser
import Emulator

/// Runs an executable on a machine without a kernel, until it writes to the symbol `tohost`.
///
/// 1 means that it is content, another odd number 2n + 1 that it failed with n. A number whose upper 16 bits are 0x0101
/// is a character for standard output, as the host-target interface has it; `tohost` then becomes 0 again.
struct BareRun {
  private static let instructionsBetweenLooks = 2048
  /// How long a number has to stand in `tohost` before it counts: a program may write it in two halves.
  private static let instructionsToStand = 8

  let path: String
  let instructionLimit: Int
  let mebibytes: Int
  /// Whether each instruction is shown, and each trap.
  let isTraced: Bool
  /// Whether what was counted is shown at the end.
  let isCounted: Bool

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
    let value = try execute(machine, until: toHost, &left)
    if isCounted { report(statistics(of: machine, executed: instructionLimit - left)) }
    guard let value else {
      report(
        "\(path) has written nothing to tohost after \(instructionLimit) instructions; --instructions raises the limit. "
          + "It is at 0x\(String(machine.programCounter(hart: 0), radix: 16))"
          + (machine.lastTrap(hart: 0).map { ", and its last trap was \($0.cause), 0x\(String($0.value, radix: 16))" }
            ?? "")
          + ".")
      throw ExitCode(4)
    }
    guard value == 1 else {
      report("\(path) failed: it wrote \(value) to tohost, which means \(value >> 1).")
      throw ExitCode(1)
    }
  }

  /// Executes instructions, and writes the characters that the program prints, until it says how it ended.
  ///
  /// - Parameter left: how many instructions it may still execute.
  /// - Returns: what it wrote to `tohost`; `nil` if that did not happen in so many instructions.
  private func execute(_ machine: borrowing Machine, until toHost: UInt64, _ left: inout Int) throws -> UInt64? {
    while left > 0 {
      advance(machine, by: isTraced ? 1 : Self.instructionsBetweenLooks, &left)
      let value = machine.readPhysical(UInt64.self, at: toHost)
      guard let value, value != 0 else { continue }
      advance(machine, by: Self.instructionsToStand, &left)
      guard machine.readPhysical(UInt64.self, at: toHost) == value else { continue }
      guard value >> 48 == 0x0101 else { return value }
      StandardStream.output.write([UInt8(truncatingIfNeeded: value)])
      machine.writePhysical(UInt64(0), at: toHost)
    }
    return nil
  }

  private func advance(_ machine: borrowing Machine, by count: Int, _ left: inout Int) {
    let count = min(count, left)
    guard isTraced else {
      left -= machine.run(hart: 0, budget: count).instructionCount
      return
    }
    for _ in 0..<count {
      let line = BareTraceLine(nextOf: machine)
      let retired = machine.instructionsRetired(hart: 0)
      left -= machine.run(hart: 0, budget: 1).instructionCount
      report(line.text)
      if machine.instructionsRetired(hart: 0) == retired, let trap = machine.lastTrap(hart: 0) {
        report(line.text(of: trap, leadingTo: machine.programCounter(hart: 0)))
      }
    }
  }

  private func statistics(of machine: borrowing Machine, executed: Int) -> String {
    let retired = Int(machine.instructionsRetired(hart: 0))
    return StatisticsText([(executed, "instructions executed"), (executed - retired, "of them trapped")]).description
  }

  private func read() throws -> ELFExecutable {
    let bytes = try FileContents.read(path)
    do {
      return try ELFExecutable(bytes)
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

/// The line of a trace for the instruction that a bare machine executes next: its address, its bytes and what it says.
struct BareTraceLine {
  let text: String

  /// The line for the instruction at the program counter.
  init(nextOf machine: borrowing Machine) {
    let counter = machine.readSpecial(.programCounterCapability, hart: 0)
    let address = Self.hexadecimal(counter.address)
    guard let word = Self.word(at: counter.address, of: machine) else {
      text = "\(address)  nothing to execute"
      return
    }
    let mode: EncodingMode = counter.flags & 1 == 0 ? .integer : .capability
    let bytes = String(word, radix: 16)
    let digits = word & 3 == 3 ? 8 : 4
    let padding = String(repeating: "0", count: digits - bytes.count) + bytes
    text = "\(address)  \(padding.padded(to: 8))  \(Instruction.disassembly(of: word, in: mode))"
  }

  /// The line for a trap that the instruction raised.
  func text(of trap: Trap, leadingTo address: UInt64) -> String {
    "  traps: \(trap.cause), \(Self.hexadecimal(trap.value)); on at \(Self.hexadecimal(address))"
  }

  /// The instruction in memory: its lower 16 bits only if it is a compressed one; `nil` if there is no memory.
  private static func word(at address: UInt64, of machine: borrowing Machine) -> UInt32? {
    guard let low = machine.readPhysical(UInt16.self, at: address) else { return nil }
    guard low & 3 == 3 else { return UInt32(low) }
    return machine.readPhysical(UInt16.self, at: address &+ 2).map { UInt32($0) << 16 | UInt32(low) }
  }

  private static func hexadecimal(_ number: UInt64) -> String { "0x" + String(number, radix: 16) }
}
