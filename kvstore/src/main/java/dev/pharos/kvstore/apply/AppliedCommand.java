package dev.pharos.kvstore.apply;

import dev.pharos.kvstore.mvcc.WriteTxn;
import dev.pharos.wire.proto.etcdserverpb.ResponseHeader;

/** What a command is carried out with: one transaction of the store, and the term it was committed in. */
record AppliedCommand(WriteTxn txn, long term, Headers headers) {
    /** The header of the answer, with the revision as it is now. */
    ResponseHeader header() {
        return headers.at(txn.revision(), term);
    }
}
