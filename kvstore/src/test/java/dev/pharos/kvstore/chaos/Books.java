package dev.pharos.kvstore.chaos;

/** What the clients of one data folder know, over all its starts. */
record Books(Ledger ledger, Leases leases, Compactions compactions, Addresses addresses) {
    static Books of(Setting founder) {
        return new Books(new Ledger(), new Leases(), new Compactions(), new Addresses(founder.peerUrl()));
    }
}
