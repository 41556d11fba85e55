package dev.pharos.etcdctl.run;

import dev.pharos.client.data.CallFailure;
import dev.pharos.etcdctl.text.ByteText;
import dev.pharos.wire.error.EtcdError;
import dev.pharos.wire.error.StatusText;

/** A failed call in the words of the original. */
public final class ErrorText {
    private ErrorText() {}

    /** The message alone, where it is one that everybody knows; else with its code. */
    public static String of(CallFailure failure) {
        boolean isKnown = failure.error().filter(EtcdError::knownToGoClient).isPresent();
        return ByteText.ofUnicode(isKnown || failure.isLate() ? failure.text() : StatusText.of(failure.status()));
    }
}
