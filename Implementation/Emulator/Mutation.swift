/// The deliberate mistakes that can be switched on by name, to show that the properties catch them.
///
/// Cold paths ask a ``MutationSet`` at run time. Hot paths are generic over a set of mutations and specialised twice
/// inside this module, so that the ordinary build pays nothing.
public enum Mutation: UInt8, CaseIterable, Sendable {
  /// Relocation compares strictly at both ends of the home region: the first byte and one past the end are missed.
  case relocationEdgeExclusive
  /// A grandchild's fault maps its own frame without the contents.
  case grandchildFaultSkipsCopy
  /// Making a page writable again for a process that is itself a child turns off its capability-load fault.
  case loadBarrierDropped

  // The machine.

  /// A load or store does not ask whether its authority is tagged.
  case accessIgnoresTag
  /// A load or store does not ask whether its authority is sealed.
  case accessIgnoresSeal
  /// A load does not ask for the permission to load.
  case loadIgnoresPermission
  /// A store does not ask for the permission to store.
  case storeIgnoresPermission
  /// A store of a tagged capability does not ask for the permission to store capabilities.
  case storeIgnoresCapabilityPermission
  /// A store of a capability that is not global does not ask for the permission to store local ones.
  case storeIgnoresLocalPermission
  /// An access may end one byte after the top of its authority.
  case accessEndsBeyondTop
  /// The bounds of an authority are checked before its permissions.
  case boundsBeforePermissions
  /// The alignment of a capability load is checked before its authority.
  case alignmentBeforeAuthority
  /// A store of data leaves the tag of its granule set.
  case dataStoreKeepsTag
  /// Of a store of data across two granules only the first loses its tag.
  case dataStoreKeepsSecondTag
  /// A load through an authority without LoadCap keeps the tag of what it loads.
  case loadKeepsTagWithoutPermission
  /// A load from a page with the policy *strip* keeps the tag of what it loads.
  case stripPolicyKeepsTag
  /// A load of a tagged capability from a page with the policy *fault* does not fault.
  case faultPolicyIgnored
  /// A load of an untagged value from a page with the policy *fault* faults too.
  case faultPolicyIgnoresTag
  /// A tagged capability can be stored to a page that takes none.
  case storePolicyIgnored
  /// The kernel's order to forget the translation of a page is not followed.
  case translationNotFlushed
  /// Translated code is executed after a store has changed it.
  case staleBlockAfterStore
  /// A store-conditional succeeds without a reservation.
  case conditionalIgnoresReservation
  /// A trap does not end a reservation.
  case reservationSurvivesTrap
  /// A store by another hart does not end a reservation.
  case reservationSurvivesOtherHart
  /// A capability jump links with an unsealed capability.
  case linkUnsealed
  /// A capability jump does not ask for the permission to execute.
  case jumpIgnoresExecutePermission
  /// A capability jump goes through any sealed capability as through a sealed entry.
  case jumpThroughAnySeal
  /// `cinvoke` does not compare the object types of code and data.
  case invokeIgnoresType
  /// A kernel entry is reached by any jump to its address.
  case kernelEntryWithoutSeal
  /// Special capability registers are accessed without the permission to access system registers.
  case systemRegistersUnguarded
  /// The value of a capability exception does not tell the register.
  case trapValueForgetsRegister
  /// Moving an address out of the representable space keeps the tag.
  case moveKeepsTag
  /// A load of a word is not sign-extended.
  case wordLoadUnsigned
  /// The quotient by 0 is 0.
  case quotientByZeroIsZero
  /// An atomic operation results in the new value.
  case atomicReturnsNewValue
  /// The last instruction of a budget is executed together with the one after it.
  case budgetExceededByOne

  /// The mutation of a name such as `relocation-edge-exclusive`; `nil` if there is none.
  public init?(name: String) {
    guard let mutation = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = mutation
  }

  /// The name by which it is switched on: that of the case, with hyphens.
  public var name: String {
    "\(self)".reduce(into: "") { name, letter in
      name += letter.isUppercase ? "-\(letter.lowercased())" : "\(letter)"
    }
  }
}
