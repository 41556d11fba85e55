package dev.pharos.etcdctl.info;

import dev.pharos.etcdctl.completion.Completion;
import dev.pharos.etcdctl.line.Syntax;
import dev.pharos.etcdctl.line.UsageError;
import dev.pharos.etcdctl.run.Command;
import dev.pharos.etcdctl.run.Invocation;
import java.util.List;
import java.util.function.Supplier;

/** Prints a script with which a shell completes words. */
public final class CompletionScript implements Command {
    private final Supplier<Completion> scripts;

    public CompletionScript(Supplier<Completion> scripts) {
        this.scripts = scripts;
    }

    @Override
    public Syntax syntax() {
        return new Syntax(
                "completion",
                "[" + String.join("|", Completion.SHELLS) + "]",
                "Prints a script with which a shell completes words");
    }

    @Override
    public void run(Invocation invocation) {
        List<String> words = invocation.words();
        if (words.size() != 1) {
            throw new UsageError("accepts 1 arg(s), received " + words.size());
        }
        String shell = words.get(0);
        if (!Completion.SHELLS.contains(shell)) {
            throw new UsageError("invalid argument \"" + shell + "\" for \"etcdctl completion\"");
        }
        invocation.out().print(scripts.get().script(shell));
    }
}
