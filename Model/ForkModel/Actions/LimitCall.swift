/// A system call that concerns the limits of resources.
public enum LimitCall: Hashable, Sendable {
  /// Asks for the limit of a resource.
  case get(Resource)
  /// Sets the limit of a resource.
  case set(Resource, ResourceLimit)
}
