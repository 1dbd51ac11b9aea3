/// The names by which assembly calls registers.
public enum RegisterName {
  /// The integer registers x0 to x31 by their roles.
  public static let integer: [String] =
    ["zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1"] + (0...7).map { "a\($0)" }
    + (2...11).map { "s\($0)" } + (3...6).map { "t\($0)" }

  /// The capability registers c0 to c31 by their roles.
  public static let capability: [String] = ["cnull"] + integer.dropFirst().map { "c" + $0 }

  /// A special capability register; its number in hexadecimal if it has no name.
  public static func special(_ number: UInt8) -> String {
    SpecialRegister(rawValue: number)?.assemblyName ?? "0x" + String(number, radix: 16)
  }

  /// A control and status register; its number in hexadecimal if it has no name.
  public static func control(_ number: Int64) -> String {
    UInt16(exactly: number).flatMap(ControlRegister.init).map { "\($0)" } ?? "0x" + String(number, radix: 16)
  }
}

extension SpecialRegister {
  /// The name in assembly.
  public var assemblyName: String {
    switch self {
    case .programCounterCapability: "pcc"
    case .defaultDataCapability: "ddc"
    case .machineTrapCodeCapability: "mtcc"
    case .machineTrapDataCapability: "mtdc"
    case .machineScratchCapability: "mscratchc"
    case .machineExceptionProgramCounterCapability: "mepcc"
    }
  }
}
