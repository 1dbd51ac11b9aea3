/// What relocation does with a tagged capability whose bounds are not inside the origin region and that is no kernel
/// entry.
public enum StrayCapabilityPolicy: Sendable {
  /// Its tag is cleared; its words stay.
  case clear
  /// Its bounds are intersected with the origin region, then moved; where nothing is left, its tag is cleared.
  case clamp
}
