package dev.pharos.etcdctl.run;

import dev.pharos.etcdctl.line.Syntax;

/** One of the things that the program can do. Used once. */
public interface Command {
    Syntax syntax();

    /**
     * Does it.
     *
     * @throws Exit if it ends otherwise than well
     * @throws InterruptedException if the program is to end
     */
    void run(Invocation invocation) throws InterruptedException;
}
