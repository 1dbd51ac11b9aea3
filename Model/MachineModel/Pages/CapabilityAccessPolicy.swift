public import Architecture

/// A load whose outcome depends on the tag in memory, the authority's permission to load capabilities and the policy
/// of the page.
public enum TagLoad: CaseIterable, Hashable, Sendable {
  /// `lc` and its explicit forms.
  case loadCapability
  /// `lr.c` and its explicit forms.
  case loadReservedCapability
  /// `amoswap.c`.
  case swapCapability
  /// `cloadtags`.
  case loadTags
  /// Any load of data.
  case loadData
}

/// What becomes of the tag that a load finds.
public enum TagOutcome: Hashable, Sendable {
  /// The result shows the tag as it is in memory.
  case kept
  /// The result shows no tag.
  case stripped
  /// The load raises ``ExceptionCause/capabilityLoadPageFault``.
  case pageFault
  /// The load raises ``CapabilityExceptionCode/permitLoadViolation``.
  case permissionViolation
}

extension TagLoad {
  /// Rule ``machine.page.loadTable``: What a load makes of a tag, by kind of load, tag in memory, LoadCap permission of
  /// the authority, and load policy of the page. Data loads see no tag. A load of a capability without LoadCap shows no
  /// tag whatever the page says, while `cloadtags` without it is refused. With it, *strip* shows no tag, and *fault*
  /// faults where there is a tag to be seen and only there.
  public func outcome(tag: Bool, permitsLoadCapability: Bool, policy: CapabilityLoadPolicy) -> TagOutcome {
    switch (self, permitsLoadCapability, policy, tag) {
    case (.loadData, _, _, _): .stripped
    case (.loadTags, false, _, _): .permissionViolation
    case (_, false, _, _): .stripped
    case (_, true, .allow, _): .kept
    case (_, true, .strip, _): .stripped
    case (_, true, .fault, true): .pageFault
    case (_, true, .fault, false): .kept
    }
  }
}

extension CapabilityStorePolicy {
  /// Rule ``machine.page.storeTable``: A store of a tagged capability, conditional or not, to a page whose store policy
  /// is *fault* faults; a store of an untagged one is a store of data.
  func refuses(tag: Bool) -> Bool { tag && self == .fault }
}
