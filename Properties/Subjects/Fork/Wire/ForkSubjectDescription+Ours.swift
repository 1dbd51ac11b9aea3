import Architecture

extension ForkSubjectDescription {
  /// What a kernel says of itself that does all there is.
  package static func ours(named name: String) -> ForkSubjectDescription {
    ForkSubjectDescription(
      name: name, level: .inspection,
      actions: Set(ForkActionKind.allCases.map(\.rawValue) + [SelectiveForkSubject.meanwhile]), enforcesBounds: true,
      strategies: ForkStrategy.allCases, pageSize: 4096, granuleSize: 16)
  }
}
