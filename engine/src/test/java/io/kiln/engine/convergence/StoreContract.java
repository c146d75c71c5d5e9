package io.kiln.engine.convergence;

/** What every store promises to workers and to the API; run on the simulated and the real one. */
public interface StoreContract
    extends RevisionContract,
        StackLifeContract,
        LeaseContract,
        CommitContract,
        ActionContract,
        ListingContract {}
