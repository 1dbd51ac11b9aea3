/// What relocation does with a tagged capability whose bounds are not inside the home region and that is no kernel entry.
public enum StrayCapabilityPolicy: Sendable {
  /// Its tag is cleared; its words stay.
  case clear
  /// Its bounds are intersected with the home region, then moved; where nothing is left, its tag is cleared.
  case clamp
}
