import Architecture
import ExactIntegers

/// getrlimit and setrlimit.
extension ProcessSystem {
  func answer(_ call: LimitCall, by name: ProcessNumber) throws(ActionFailure) -> Answer {
    switch call {
    case .get(let resource):
      return process(name).limits[resource].map { .oneOf([.limit($0)]) } ?? .limit(atLeast: possible(resource))
    case .set(let resource, let limit): return try possibilities(ofSetting: resource, to: limit, by: name)
    }
  }

  /// Rule ``posix.limit.set``: A process may set the soft limit of a resource up to the hard limit, and may lower the
  /// hard limit, for good. A soft limit above the hard one fails with EINVAL, a hard limit above the present one with
  /// EPERM.
  ///
  /// Rule ``posix.limit.use``: Whatever a process has beyond its new limit stays as it is. But setrlimit may fail with
  /// EINVAL instead if more descriptors or processes than that are in use.
  private func possibilities(
    ofSetting resource: Resource, to limit: ResourceLimit, by name: ProcessNumber
  ) throws(ActionFailure) -> Answer {
    if limit.soft > limit.hard { throw .failed(.invalidArgument) }
    let hard = process(name).limits[resource]?.hard
    var outcomes: [Outcome] = []
    if limit.hard <= hard ?? ResourceLimit.infinity { outcomes.append(.done) }
    if limit.hard > hard ?? possible(resource) { outcomes.append(.failed(.notPermitted)) }
    if use(of: resource, by: name) > limit.soft { outcomes.append(.failed(.invalidArgument)) }
    return .oneOf(outcomes)
  }

  /// Follows what was told of a limit, or that it was set.
  mutating func follow(_ call: LimitCall, by name: ProcessNumber, to outcome: Outcome) {
    switch call {
    case .get(let resource): if case .limit(let limit) = outcome { note(limit, of: resource, for: name) }
    case .set(let resource, let limit): if outcome == .done { note(limit, of: resource, for: name) }
    }
  }

  private mutating func note(_ limit: ResourceLimit, of resource: Resource, for name: ProcessNumber) {
    if process(name).limits[resource] != limit { processes[name]?.limits[resource] = limit }
  }

  /// How much of a resource every process must be able to have at the start.
  private func possible(_ resource: Resource) -> Integer {
    switch resource {
    case .fileSize: fileSizeOfAll
    case .processes: Integer(processes.count)
    case .descriptors: Integer(world.descriptors)
    }
  }

  private func use(of resource: Resource, by name: ProcessNumber) -> Integer {
    switch resource {
    case .fileSize: 0
    case .processes: Integer(processes.count)
    case .descriptors: process(name).descriptors.open.reduce(0) { max($0, Integer($1 + 1)) }
    }
  }
}

/// What limits forbid.
extension ProcessSystem {
  /// The number above the highest descriptor that a process can make.
  ///
  /// Rule ``posix.limit.descriptors``: A process makes no descriptor at or above its soft limit; those that it has
  /// there stay open.
  func descriptorLimit(of name: ProcessNumber) -> Int { process(name).limits.descriptors }

  /// Whether the limit of processes lets a process make another one.
  ///
  /// Rule ``posix.limit.processes``: fork, vfork and spawn fail with EAGAIN when as many processes as the soft limit of
  /// the caller run or are zombies, whoever made them. A kernel may count the system process that adopts orphans, too.
  func limitOfFork(by name: ProcessNumber) -> ForkPossibilities {
    guard let limit = processes[name]?.limits[.processes]?.soft else { return .mustSucceed }
    if Integer(processes.count) >= limit { return .mustFail(.tryAgain) }
    return Integer(processes.count) + 1 >= limit ? .mayFail(.tryAgain) : .mustSucceed
  }
}
