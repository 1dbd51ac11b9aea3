import Emulator
public import SystemsUnderTest

extension SubjectFactory {
  /// The optimized emulator and kernel.
  public static func implementation() -> SubjectFactory {
    var factory = SubjectFactory(
      capability: { format in
        switch format {
        case .cc128: PackedCapabilitySubject(CC128.self)
        case .cc128m: PackedCapabilitySubject(CC128M.self)
        case .rv64y: PackedCapabilitySubject(RV64Y.self)
        }
      },
      relocation: { format in
        switch format {
        case .cc128: BulkRelocationSubject(CC128.self)
        case .cc128m: BulkRelocationSubject(CC128M.self)
        case .rv64y: BulkRelocationSubject(RV64Y.self)
        }
      },
      machine: { try EmulatorMachineSubject() },
      program: { try EmulatorMachineSubject() },
      page: { EmulatorPageAccessSubject() },
      harts: { try EmulatorHartSubject() },
      fork: { KernelForkSubject(isolation: $0) },
      guests: { KernelGuestSubject(isolation: $0) })
    factory.canRunShort = true
    factory.startsWithPointers = true
    return factory
  }

  /// The specification itself, so that whatever is claimed of subjects can be tried on it.
  public static func model() -> SubjectFactory {
    var factory = SubjectFactory(
      capability: { ModelCapabilitySubject($0) },
      relocation: { ModelRelocationSubject($0) },
      machine: { ModelMachineSubject() },
      program: { ModelMachineSubject() },
      page: { ModelPageAccessSubject() },
      harts: { ModelHartSubject() },
      fork: { _ in ModelForkSubject() },
      guests: { _ in ModelGuestSubject() })
    factory.startsWithPointers = true
    return factory
  }
}

/// Why a subject could not be made.
public enum SubjectError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Nothing answers on this seam.
  case unavailable(String)

  /// What people read.
  public var description: String {
    switch self {
    case .unavailable(let what): "there is no \(what)"
    }
  }
}
