import Architecture
import Emulator

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
