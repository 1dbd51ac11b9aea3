extension VectorExport {
  /// What stands beside the files, for those who read them without this project.
  static func readme(seed: UInt64) -> String {
    """
    # Vectors of the executable specification of μFork

    Written by `ufork vectors export` with seed \(seed); every answer is the Model's. `manifest.json` lists the files with
    their kinds and their numbers of lines. `ufork vectors check DIR` holds Model and Implementation against them.
    Every file is JSON lines: one vector a line, UTF-8. Integers are exact and may exceed 2^53.

    ## `capability-FORMAT.jsonl`, `relocation-FORMAT.jsonl` (kind `operations`)

    `{"operation": {…}, "reply": {…}}`: one operation on capabilities in a format (`cc128`: CHERI-RISC-V ISAv9; `cc128m`: Morello;
    `rv64y`: the RISC-V standard draft 0.9.9) and its answer. A capability is `{"metadata", "address", "tag"}`, its words as they
    stand in memory. The names of operations are those of the ISA written out: `setBounds` (from the address, rounded outwards;
    answers `bounded` with `exact`), `incrementOffset` (`increment` modulo 2^64), `buildCapability`, … ; `inspect` answers every
    field. `relocate` moves a capability from the origin region at `from` to the region at `to`, both of 2^`sizeLog2` bytes;
    `policy` says what becomes of a tagged one that is not inside: `clear` the tag, or `clamp` its bounds first.

    ## `machine-cc128.jsonl` (kind `machine`)

    `{"name", "instructions": [hex…], "trace": [[pc, next_pc, trap, rd, rd_value, memory?]…]}`: instructions that are injected one
    after the other, and what each did. `memory` is `[address, read mask, [words read], write mask, [words written]]`, with the words
    of a capability as address, metadata and tag; `rd` 0 means that no register was written. At the start c1 to c31 hold the root
    capability, pc is 80000000 in integer mode, and 8 MiB of zeroed memory lie at 80000000.

    ## `fork.jsonl` (kind `programs`)

    `{"name", "world": {…}, "steps": [{"step": {…}, "allowed": [{…}]}…]}`: a program of processes that fork, in the terms of the fork
    protocol (`Docs/ForkProtocol.md`), with the outcome that each step must have. An outcome reads as the observation of the protocol,
    but for what depends on where regions lie: `{"forked": {}}` is any place; `{"pointer": {"tag", "address", "metadata"}}` counts the
    address from the start of the region of the process, and says nothing of fields that are left out; in
    `{"value": {"value", "known"}}` only the bits in `known` are asserted. Every strategy has the same outcomes.

    """
  }
}
