import Architecture
import CapabilityModel

extension Invariant {
  /// Rule ``fork.frame.F1``: A process may store a tagged pointer into a frame only if it alone maps the frame, and the
  /// origin of the frame is its own region.
  public static let F1 = Invariant(
    rule: "fork.frame.F1",
    guarantee:
      "A process may store a tagged value into a frame only if it alone maps it and its origin is its own region."
  ) { state in
    state.findings { name, process, page, mapping, frame in
      guard mapping.takesPointers else { return nil }
      if mapping.entitlement.isShared { return "can be written with tags, though it is part of a shared mapping." }
      let sharers = state.mappings(of: mapping.frame)
      if sharers > 1 { return "can be written with tags, but is mapped \(sharers) times." }
      if frame.origin != process.region {
        return "can be written with tags, but its origin is \(describe(frame.origin))."
      }
      return nil
    }
  }

  /// Rule ``fork.frame.F2``: A frame that holds tags, and whose origin is not the region of a process, is mapped by
  /// that process without write, and so that loads of tagged pointers fault.
  public static let F2 = Invariant(
    rule: "fork.frame.F2",
    guarantee: "A frame with tags whose origin is another region is mapped without write and with policy fault."
  ) { state in
    state.findings { name, process, page, mapping, frame in
      guard let origin = frame.origin, origin != process.region, !frame.pointers.isEmpty else { return nil }
      if mapping.writable { return "holds tags relative to \(origin), and can be written." }
      if mapping.readable && mapping.loadPolicy != .fault {
        return "holds tags relative to \(origin), and loads of tagged pointers do not fault (\(mapping.loadPolicy))."
      }
      return nil
    }
  }

  /// Rule ``fork.frame.F4``: The last process that maps a frame has its pointers relocated before it may write it or
  /// load pointers from it: that nobody else maps the frame is not enough.
  public static let F4 = Invariant(
    rule: "fork.frame.F4",
    guarantee: "The last sharer of a frame relocates it before it gains write or capability load."
  ) { state in
    state.findings { name, process, page, mapping, frame in
      guard !frame.pointers.isEmpty, frame.origin != process.region, state.mappings(of: mapping.frame) == 1 else {
        return nil
      }
      guard mapping.writable || mapping.showsPointers else { return nil }
      return "is mapped by it alone and accessible, but still relative to \(describe(frame.origin))."
    }
  }

  /// Rule ``fork.frame.F5``: All regions of a world have the same size 2^k, lie at multiples of 2^(k+2), and belong to
  /// one process each: fork keeps k.
  public static let F5 = Invariant(
    rule: "fork.frame.F5",
    guarantee: "Fork keeps k: every region has 2^k bytes at a multiple of 2^(k+2), and one owner."
  ) { state in
    let running = state.running
    var findings = running.filter { !$0.process.region.isAligned }
      .map { "The region \($0.process.region) of \($0.name) lies at no multiple of 2^(k+2)." }
    for (index, (name, process)) in running.enumerated() {
      for (other, sibling) in running[(index + 1)...] {
        if process.region.sizeLog2 != sibling.region.sizeLog2 {
          findings.append("The region \(process.region) of \(name) and \(sibling.region) of \(other) differ in size.")
        }
        if process.region.overlaps(sibling.region) && !process.usesRegionOfParent && !sibling.usesRegionOfParent {
          findings.append("The region \(process.region) belongs to \(name) and to \(other).")
        }
      }
    }
    return findings
  }

  /// Rule ``fork.frame.F6``: A child of vfork has the region of its parent and no mappings of its own.
  public static let F6 = Invariant(
    rule: "fork.frame.F6",
    guarantee: "A child of vfork shares the region and the mappings of its parent."
  ) { state in
    state.running.filter { $0.process.usesRegionOfParent }.flatMap { name, process -> [String] in
      let owners = state.running.count { $0.process.region == process.region && !$0.process.usesRegionOfParent }
      return
        (owners == 1 ? [] : ["The region \(process.region) that \(name) uses as a vfork child has \(owners) owners."])
        + (process.mappings.isEmpty ? [] : ["\(name) has mappings of its own in a region that is its vfork parent's."])
    }
  }

  private static func describe(_ origin: Region?) -> String { origin.map { "\($0)" } ?? "none" }
}

extension AddressSpaceState {
  /// What a judgement finds wrong with the pages of all running processes, each as a sentence about the page.
  func findings(
    _ judge: (ProcessName, Process, _ page: Int, Mapping, Frame) -> String?
  ) -> [String] {
    var findings: [String] = []
    for (name, process) in running {
      for (page, mapping) in process.mappings.sorted(by: { $0.key < $1.key }) {
        guard let frame = frames[mapping.frame] else { continue }
        if let finding = judge(name, process, page, mapping, frame) {
          findings.append("Page \(page) of \(name) (frame \(mapping.frame)) \(finding)")
        }
      }
    }
    return findings
  }
}
