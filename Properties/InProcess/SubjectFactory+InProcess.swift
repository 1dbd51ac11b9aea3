public import Emulator
public import Subjects

extension SubjectFactory {
  /// The optimized emulator and kernel, with the given mutations switched on.
  public static func implementation(mutations: MutationSet = .none) -> SubjectFactory {
    var factory = SubjectFactory(
      capability: { format in
        switch format {
        case .cc128: packed(CC128.self, mutations)
        case .cc128m: packed(CC128M.self, mutations)
        case .rv64y: packed(RV64Y.self, mutations)
        }
      },
      machine: { try EmulatorMachineSubject(mutations: mutations) },
      program: { try EmulatorMachineSubject(mutations: mutations) },
      page: { EmulatorPageAccessSubject(mutations: mutations) },
      harts: { try EmulatorHartSubject(mutations: mutations) },
      fork: { KernelForkSubject(isolation: $0, mutations: mutations) },
      guests: { KernelGuestSubject(isolation: $0, mutations: mutations) })
    factory.canRunShort = true
    return factory
  }

  /// The format as it is meant, or one that asks at every step which mistakes to make.
  private static func packed<Format: CapabilityFormat>(
    _ format: Format.Type, _ mutations: MutationSet
  ) -> any CapabilitySubject {
    mutations.isEmpty
      ? PackedCapabilitySubject(format) : PackedCapabilitySubject(Mutated<Format>.self, mutations: mutations)
  }

  /// The specification itself, so that whatever is claimed of subjects can be tried on it.
  public static func model() -> SubjectFactory {
    SubjectFactory(
      capability: { ModelCapabilitySubject($0) },
      machine: { ModelMachineSubject() },
      program: { ModelMachineSubject() },
      page: { ModelPageAccessSubject() },
      harts: { ModelHartSubject() },
      fork: { _ in ModelForkSubject() },
      guests: { _ in ModelGuestSubject() })
  }
}
