/// The registers, by their roles in the calling convention; each holds an integer or a capability.
///
/// Source: RISC-V psABI; CHERI RISC-V pure-capability ABI.
public enum Register: UInt8, CaseIterable, Sendable {
  case zero, ra, sp, gp, tp, t0, t1, t2, s0, s1, a0, a1, a2, a3, a4, a5, a6, a7
  case s2, s3, s4, s5, s6, s7, s8, s9, s10, s11, t3, t4, t5, t6
}
