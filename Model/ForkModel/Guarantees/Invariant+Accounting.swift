import Architecture

extension Invariant {
  /// Rule ``guarantee.accounting``: The reference count of each frame is the number of pages that show it, and of
  /// shared memory objects that have it; that of each open file description the number of descriptors that stand for
  /// it. What is shown, had or stood for exists, and nothing else does. A zombie has neither pages nor descriptors. So
  /// when all processes have ended, everything is given back but what has a name.
  public static let accounting = Invariant(
    rule: "guarantee.accounting",
    guarantee: "Reference counts equal references, and nothing is kept that nobody can reach."
  ) { state in
    state.miscountedFrames + state.miscountedFiles + state.missingFramesOfObjects
      + state.processes.sorted { $0.key < $1.key }.flatMap { name, process in
        process.missingReferents(name, state) + process.keptByZombie(name)
      }
  }
}

extension AddressSpaceState {
  fileprivate var miscountedFrames: [String] {
    frames.sorted { $0.key < $1.key }.compactMap { number, frame in
      let (mappings, holders) = (mappings(of: number), sharedObjects.values.count { $0.contains(number) })
      if mappings + holders == 0 { return "Frame \(number) is kept, but no page shows it." }
      if frame.references == mappings + holders { return nil }
      return """
        Frame \(number) has \(frame.references) references, but \(mappings) pages show it, and \(holders) shared memory \
        objects have it.
        """
    }
  }

  fileprivate var missingFramesOfObjects: [String] {
    sharedObjects.sorted { $0.key < $1.key }.flatMap { number, held in
      held.filter { frames[$0] == nil }
        .map { "Shared memory object \(number) has frame \($0), which does not exist." }
    }
  }

  fileprivate var miscountedFiles: [String] {
    openFiles.sorted { $0.key < $1.key }.compactMap { number, references in
      let descriptors = processes.values.reduce(0) { $0 + $1.descriptors.values.count { $0 == number } }
      if descriptors == 0 { return "Open file description \(number) is kept, but no descriptor stands for it." }
      if references == descriptors { return nil }
      return "Open file description \(number) has \(references) references, but \(descriptors) descriptors."
    }
  }
}

extension AddressSpaceState.Process {
  fileprivate func missingReferents(_ name: ProcessName, _ state: AddressSpaceState) -> [String] {
    mappings.sorted { $0.key < $1.key }.filter { state.frames[$0.value.frame] == nil }
      .map { "Page \($0.key) of \(name) shows frame \($0.value.frame), which does not exist." }
      + descriptors.sorted { $0.key < $1.key }.filter { state.openFiles[$0.value] == nil }
      .map { "Descriptor \($0.key) of \(name) stands for open file description \($0.value), which does not exist." }
  }

  fileprivate func keptByZombie(_ name: ProcessName) -> [String] {
    guard isZombie, !mappings.isEmpty || !descriptors.isEmpty else { return [] }
    return ["\(name) has ended, but has \(mappings.count) pages and \(descriptors.count) descriptors."]
  }
}
