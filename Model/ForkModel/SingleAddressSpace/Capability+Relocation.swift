public import CapabilityModel

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
