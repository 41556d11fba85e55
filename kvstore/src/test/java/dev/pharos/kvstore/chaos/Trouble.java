package dev.pharos.kvstore.chaos;

/** Something that goes wrong with a cluster for a while. Owned by the test's thread. */
interface Trouble {
    /** Once; decides who it comes over. */
    void begin();

    /** Once, some time later. What has died by then is started by others. */
    void end();
}
