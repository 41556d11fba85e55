package dev.pharos.kvstore.listen;

import java.util.Locale;

/** An address cannot be listened on. The message names it and the reason, in the words of Go programs. */
public final class ListenFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ListenFailure(String message, Throwable cause) {
        super(message, cause);
    }

    static ListenFailure unknownHost(ListenAddress.Tcp address) {
        return new ListenFailure(
                "listen tcp: lookup " + address.host() + ": no such host", new Throwable("unresolved"));
    }

    static ListenFailure unsupported(ListenAddress address) {
        return new ListenFailure(
                "listen " + address + ": unix sockets are not supported on this platform",
                new UnsupportedOperationException("epoll"));
    }

    static ListenFailure bind(ListenAddress address, Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new ListenFailure("listen " + address + ": bind: " + reason(root), failure);
    }

    /** Native errors carry the call and its number in front of the reason of the system. */
    private static String reason(Throwable root) {
        String message = root.getMessage();
        if (message == null) {
            return root.getClass().getSimpleName();
        }
        return message.substring(message.lastIndexOf(": ") + 1).strip().toLowerCase(Locale.ROOT);
    }
}
