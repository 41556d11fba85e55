package dev.pharos.etcdctl.user;

import dev.pharos.etcdctl.line.Flag;
import dev.pharos.etcdctl.run.Exit;
import dev.pharos.etcdctl.run.InputLines;
import dev.pharos.etcdctl.run.Invocation;
import dev.pharos.etcdctl.run.Passwords;

/** A password that somebody thinks up now. */
final class NewPassword {
    static final Flag INTERACTIVE = new Flag(
            "interactive", Flag.NO_LETTER, Flag.Kind.SWITCH, "true", "ask for the password; if false, read it");

    private NewPassword() {}

    /** Asked for twice, or the first word of standard input. */
    static String of(Invocation invocation, String user) {
        if (!invocation.line().is("interactive")) {
            String line = new InputLines(invocation).rest().strip();
            int end = 0;
            while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
                end++;
            }
            return line.substring(0, end);
        }
        String password = Passwords.ask(invocation, "Password of " + user + ": ");
        if (password.isEmpty()) {
            throw Exit.badArguments("empty password");
        }
        String again = Passwords.ask(invocation, "Type password of " + user + " again for confirmation: ");
        if (!password.equals(again)) {
            throw Exit.badArguments("given passwords are different");
        }
        return password;
    }
}
