import Architecture
import ExactIntegers

/// getrlimit and setrlimit.
extension ProcessSystem {
  /// What getrlimit may report.
  func limit(of resource: LimitedResource, for name: ProcessName) -> Answer {
    process(name).limits[resource].map { .limits($0) } ?? .limit(atLeast: possible(resource))
  }

  /// Rule ``posix.limit.set``: A process may set the soft limit of a resource up to the hard limit, and may lower the
  /// hard limit, for good. A soft limit above the hard one fails with EINVAL, a hard limit above the present one with
  /// EPERM.
  ///
  /// Rule ``posix.limit.use``: Whatever a process has beyond its new limit stays as it is. But setrlimit may fail with
  /// EINVAL instead if more descriptors or processes than that are in use.
  func possibilities(
    ofSetting resource: LimitedResource, to limit: ResourceLimit, by name: ProcessName
  ) throws(ActionFailure) -> Answer {
    if limit.soft > limit.hard { throw .failed(.invalidArgument) }
    let hard = process(name).limits[resource]?.hard
    var outcomes: [Observation] = []
    if limit.hard <= hard ?? ResourceLimit.infinity { outcomes.append(.done) }
    if limit.hard > hard ?? possible(resource) { outcomes.append(.failed(.notPermitted)) }
    if use(of: resource, by: name) > limit.soft { outcomes.append(.failed(.invalidArgument)) }
    return .oneOf(outcomes)
  }

  /// Notes what was reported of a limit, or that it was set.
  mutating func note(_ limit: ResourceLimit, of resource: LimitedResource, for name: ProcessName) {
    if process(name).limits[resource] != limit { processes[name]?.limits[resource] = limit }
  }

  /// How much of a resource every process must be able to have at the start.
  private func possible(_ resource: LimitedResource) -> Integer {
    switch resource {
    case .fileSize: fileSizeOfAll
    case .processes: Integer(processes.count)
    case .descriptors: Integer(world.descriptors)
    }
  }

  private func use(of resource: LimitedResource, by name: ProcessName) -> Integer {
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
  func descriptorLimit(of name: ProcessName) -> Int { process(name).limits.descriptors }

  /// Whether the limit of processes lets a process make another one.
  ///
  /// Rule ``posix.limit.processes``: fork, vfork and spawn fail with EAGAIN when as many processes as the soft limit of
  /// the caller run or are zombies, whoever made them. A kernel may count the system process that adopts orphans, too.
  func limitOfFork(by name: ProcessName) -> ForkPossibilities {
    guard let limit = processes[name]?.limits[.processes]?.soft else { return .mustSucceed }
    if Integer(processes.count) >= limit { return .mustFail(.tryAgain) }
    return Integer(processes.count) + 1 >= limit ? .mayFail(.tryAgain) : .mustSucceed
  }
}
