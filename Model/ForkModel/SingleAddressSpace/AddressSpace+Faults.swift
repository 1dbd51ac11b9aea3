import Architecture
public import CapabilityModel

/// What an access needs of a page.
enum PageNeed {
  case load
  case store
  case loadTagged
  case storeTagged
}

extension Mapping {
  /// Whether the page gives what is needed without a fault.
  func gives(_ need: PageNeed) -> Bool {
    switch need {
    case .load: readable
    case .store: writable
    case .loadTagged: readable && loadPolicy != .fault
    case .storeTagged: writable && storePolicy == .allow
    }
  }

  /// Whether the process is entitled to what is needed.
  ///
  /// Rule ``fork.fault.entitlement``: A fault is served only if the process is entitled to the access: it may never
  /// gain by a copy what its page was not given. A tagged pointer is never stored into a shared mapping.
  func isEntitled(to need: PageNeed) -> Bool {
    switch need {
    case .load, .loadTagged: entitlement.read
    case .store: entitlement.write
    case .storeTagged: entitlement.write && !entitlement.isShared
    }
  }
}

/// The fault handler.
extension AddressSpace {
  /// Makes a page give what an access needs, or refuses the access.
  mutating func serve(_ page: Int, of name: ProcessName, for need: PageNeed) throws(ActionFailure) {
    guard let mapping = process(name).mappings[page], mapping.isEntitled(to: need) else {
      throw .refused(.page(page))
    }
    if !mapping.gives(need) { takeOver(page, mapping, of: name) }
  }

  /// Gives a process a frame of its own for one page.
  ///
  /// Rule ``fork.fault.copy``: While others share the frame, the process that faults gets a new frame with the
  /// relocated contents of the old one. No other mapping changes: neither that of the parent, nor that of a sibling
  /// (F3).
  ///
  /// Rule ``fork.fault.lastSharer``: The last sharer keeps the frame; its contents are relocated in place before the
  /// page permits anything (F4).
  private mutating func takeOver(_ page: Int, _ mapping: Mapping, of name: ProcessName) {
    let own = relocated(frame(mapping.frame), to: process(name).region)
    var number = mapping.frame
    if references(to: number) > 1 { number = allocate(own) } else { frames[number] = own }
    processes[name]?.mappings[page] = .granting(mapping.entitlement, frame: number)
  }

  /// A frame whose pointers lead into a region as they led into its origin before.
  ///
  /// Rule ``fork.frame.relocation``: Every tagged pointer of a frame is relocated from the origin of the frame to the
  /// region, whichever ancestor's that origin is; the region becomes the origin. Bytes without a tag stay as they are.
  func relocated(_ frame: Frame, to region: Region) -> Frame {
    guard let origin = frame.origin, origin != region else { return frame }
    var result = frame
    for granule in frame.tags {
      let pointer = frame.capability(inGranule: granule, world.format)
      result.store(relocated(pointer, from: origin, to: region), inGranule: granule)
    }
    result.origin = region
    return result
  }

  /// What a register or a granule holds, relocated from an origin to a region.
  ///
  /// Rule ``fork.relocate.integers``: What has no tag is not relocated: an integer is not a pointer.
  func relocated(_ capability: Capability, from origin: Region, to region: Region) -> Capability {
    capability.relocated(from: origin, to: region, policy: relocationPolicy)
  }
}

extension Capability {
  /// The capability as it must be in another region.
  ///
  /// Rule ``fork.relocate``: A tagged capability whose bounds lie inside its origin moves by the distance between the
  /// two regions; permissions, seal and relative bounds stay. Any other tagged one that is no entry of the kernel loses
  /// its tag, or is clamped to its origin first, as the policy says: confinement says that there is none. What has no
  /// tag stays as it is. The rules of one capability are those of ``Capability/relocated(by:)``.
  ///
  /// Rule ``fork.relocate.ancestor``: The origin may be the region of any ancestor: relocation goes from there to the
  /// region of the process in one move, and not from parent to child.
  public func relocated(from origin: Region, to region: Region, policy: Relocation.Policy = .clear) -> Capability {
    relocated(by: Relocation(from: origin.base, to: region.base, sizeLog2: origin.sizeLog2, policy: policy))
  }
}
