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

/// The limit on the length of files.
extension ProcessSystem {
  /// How many bytes of a write may be taken through an open file description.
  ///
  /// Rule ``posix.limit.fileSize``: A write to a file takes no bytes at or beyond the soft limit on files. If it starts
  /// there, it fails with EFBIG, and SIGXFSZ is sent to the thread.
  ///
  /// Rule ``posix.limit.fileSize.present``: What a file has beyond the limit may be written over or the write may end
  /// or fail as if the file ended at the limit: POSIX limits what makes a file longer, and kernels look at the place
  /// alone.
  func possibilities(
    ofWriting count: Int, to description: Int, by name: ProcessName
  ) throws(ActionFailure) -> Answer {
    guard let limit = fileSizeLimit(of: name), files.isFile(description) else {
      return try files.possibilities(ofWriting: count, to: description)
    }
    let start = files.offsetOfWrite(to: description)
    let (room, present) = (limit - start, max(limit, files.size(of: description)) - start)
    if present <= 0 { return .oneOf([outcomeOfExcess(by: name)]) }
    let most = Int(fitting: min(Integer(count), present))
    let answer = try files.possibilities(ofWriting: most, to: description)
    guard case .count(let counts, let other) = answer, room < Integer(most) else { return answer }
    let least = min(counts.lowerBound, Int(fitting: max(1, room)))
    return .count(least...counts.upperBound, or: room <= 0 ? outcomeOfExcess(by: name) : other)
  }

  /// What may come of an attempt to truncate, limited as the caller is.
  ///
  /// Rule ``posix.limit.truncate``: To make a file longer than the soft limit fails with EFBIG, and SIGXFSZ is sent to
  /// the thread. To make it shorter, though still longer than that, is done or fails so. So is any such length of a
  /// shared memory object, which need not count as a file.
  func limited(_ answer: Answer, ofTruncating description: Int, to length: Integer, by name: ProcessName) -> Answer {
    guard let limit = fileSizeLimit(of: name), length > limit, case .oneOf(let outcomes) = answer else { return answer }
    let excess = outcomeOfExcess(by: name)
    let makesLonger = files.isFile(description) && length > files.size(of: description)
    return .oneOf(makesLonger ? [excess] : outcomes + [excess])
  }

  /// Sends the signal, if it was the limit that a write or a truncation met.
  mutating func followExcess(_ call: ForkAction, by name: ProcessName, to outcome: Observation) {
    guard outcome == .failed(.fileTooLarge) || outcome == .signaled(.fileSizeLimit),
      let limit = fileSizeLimit(of: name), let end = placeBeyondLimit(of: call, by: name), end > limit
    else { return }
    _ = raise(.fileSizeLimit, orFail: .fileTooLarge, by: name)
  }

  /// The number of bytes that a file must be able to have for a call to do anything.
  private func placeBeyondLimit(of call: ForkAction, by name: ProcessName) -> Integer? {
    if case .truncate(_, let length) = call { return Integer(length) }
    guard let descriptor = call.writtenDescriptor else { return nil }
    return process(name).descriptors.descriptionsByNumber[Int(descriptor)].map { files.offsetOfWrite(to: $0) + 1 }
  }

  private func fileSizeLimit(of name: ProcessName) -> Integer? { processes[name]?.limits[.fileSize]?.soft }

  /// What is observed when a write or a truncation meets the limit.
  private func outcomeOfExcess(by name: ProcessName) -> Observation {
    var after = self
    return after.raise(.fileSizeLimit, orFail: .fileTooLarge, by: name)
  }
}

extension ForkAction {
  /// The descriptor that the action writes bytes to.
  fileprivate var writtenDescriptor: Int32? {
    if case .write(let descriptor, _, _) = self { return descriptor }
    if case .writeVector(let descriptor, _) = self { return descriptor }
    return nil
  }
}
