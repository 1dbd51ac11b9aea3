public import Emulator
public import Subjects

extension SubjectFactory {
  /// The optimized emulator and kernel, with the given mutations switched on.
  public static func implementation(mutations: MutationSet = .none) -> SubjectFactory {
    SubjectFactory(
      capability: { format in
        switch format {
        case .cc128: PackedCapabilitySubject(CC128.self)
        case .cc128m: PackedCapabilitySubject(CC128M.self)
        case .rv64y: PackedCapabilitySubject(RV64Y.self)
        }
      },
      machine: { try EmulatorMachineSubject(mutations: mutations) },
      page: { EmulatorPageAccessSubject(mutations: mutations) },
      fork: { _ in KernelForkSubject(mutations: mutations) })
  }

  /// The specification itself, so that whatever is claimed of subjects can be tried on it.
  public static func model() -> SubjectFactory {
    SubjectFactory(
      capability: { ModelCapabilitySubject($0) },
      machine: { ModelMachineSubject() },
      page: { ModelPageAccessSubject() },
      fork: { _ in ModelForkSubject() })
  }
}
