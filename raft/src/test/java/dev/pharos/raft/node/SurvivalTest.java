package dev.pharos.raft.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pharos.raft.codec.MembershipChangeCodec;
import dev.pharos.raft.model.Entry;
import dev.pharos.raft.model.EntryType;
import dev.pharos.raft.model.Membership;
import dev.pharos.raft.model.MembershipChange;
import dev.pharos.raft.model.MembershipChange.StepKind;
import dev.pharos.raft.node.NodeOptions.SnapshotPolicy;
import dev.pharos.raft.storage.MemberStorage;
import dev.pharos.raft.storage.log.LogOptions;
import dev.pharos.raft.storage.log.LogWrite;
import dev.pharos.raft.storage.recovery.RecoveredLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two of three members are lost for ever, and the third one is told to go on. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SurvivalTest {
    @TempDir
    Path folder;

    private static void stopAll(LiveGroup group) {
        group.members().forEach(group::stop);
    }

    private RecoveredLog logOf(long member, MemberStorage storage) {
        RecoveredLog log = storage.recover();
        assertThat(log.identity().memberId()).isEqualTo(member);
        return log;
    }

    private MemberStorage storageOf(long member) {
        return MemberStorage.inFolder(
                folder.resolve(Long.toString(member)), LogOptions.ofSegmentBytes(128 << 10), Runnable::run);
    }

    @Test
    void the_last_member_goes_on_alone_with_all_that_was_acknowledged() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 3)) {
            group.commitMany(200, 10);
            List<Long> before = group.agreedPages();
            stopAll(group);
            group.startAlone(2);
            long added = group.commit();
            assertThat(group.diary(2).pages())
                    .startsWith(before.toArray(Long[]::new))
                    .endsWith(added);
            assertThat(group.node(2).status().membership()).isEqualTo(Membership.ofVoters(2));
        }
    }

    @Test
    void entries_that_nobody_is_known_to_have_committed_are_kept() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 3)) {
            group.commit();
            group.agreedPages();
            stopAll(group);
            try (MemberStorage storage = storageOf(3)) {
                RecoveredLog log = logOf(3, storage);
                long last = log.entries().get(log.entries().size() - 1).index();
                append(log, new Entry(EntryType.NORMAL, log.hardState().term(), last + 1, Diary.command(77_777, 0)));
            }
            group.startAlone(3);
            group.commit();
            assertThat(group.diary(3).pages()).contains(77_777L);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void what_a_crash_leaves_of_the_changes_is_gone_on_from(int written) throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 3)) {
            List<Long> before = group.agreedPages();
            stopAll(group);
            try (MemberStorage storage = storageOf(1)) {
                RecoveredLog log = logOf(1, storage);
                long last = log.entries().get(log.entries().size() - 1).index();
                for (int i = 0; i < written; i++) {
                    MembershipChange removal = MembershipChange.single(StepKind.REMOVE, 2 + i);
                    append(
                            log,
                            new Entry(
                                    EntryType.CHANGE,
                                    log.hardState().term() + 1,
                                    last + 1 + i,
                                    MembershipChangeCodec.encode(EntryType.CHANGE, removal)));
                }
            }
            group.startAlone(1);
            group.commit();
            assertThat(group.diary(1).pages()).startsWith(before.toArray(Long[]::new));
            assertThat(group.node(1).status().membership()).isEqualTo(Membership.ofVoters(1));
        }
    }

    private static void append(RecoveredLog log, Entry entry) {
        log.log().persist(List.of(LogWrite.of(List.of(entry))));
        log.log().handOver();
    }

    @Test
    void told_so_once_more_it_loses_nothing_and_changes_nothing() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 3)) {
            group.agreedPages();
            stopAll(group);
            group.startAlone(2);
            group.commitMany(100, 10);
            List<Long> pages = group.agreedPages();
            group.stop(2);
            long entries;
            try (MemberStorage storage = storageOf(2)) {
                entries = changes(logOf(2, storage));
            }
            group.startAlone(2);
            group.commit();
            assertThat(group.diary(2).pages()).startsWith(pages.toArray(Long[]::new));
            group.stop(2);
            try (MemberStorage storage = storageOf(2)) {
                assertThat(changes(logOf(2, storage))).isEqualTo(entries);
            }
        }
    }

    private static long changes(RecoveredLog log) {
        return log.entries().stream().filter(Entry::changesMembership).count();
    }

    @Test
    void a_learner_becomes_the_voter() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 2)) {
            group.startNewcomer(3);
            group.change(StepKind.ADD_LEARNER, 3);
            List<Long> before = group.agreedPages();
            stopAll(group);
            group.startAlone(3);
            group.commit();
            assertThat(group.diary(3).pages()).startsWith(before.toArray(Long[]::new));
            assertThat(group.node(3).status().membership()).isEqualTo(Membership.ofVoters(3));
        }
    }

    @Test
    void a_member_that_starts_from_a_snapshot_goes_on_too_and_others_can_join_it() throws Exception {
        NodeOptions options = new NodeOptions(50_000, 65_536, 50_000, 2_000, new SnapshotPolicy(50, 1L << 40, 10));
        try (LiveGroup group = new LiveGroup(folder, 3, LiveGroup.RAFT, options)) {
            group.commitUntilSnapshots(List.of(1L), 10);
            List<Long> before = group.agreedPages();
            stopAll(group);
            group.startAlone(1);
            group.startNewcomer(4);
            group.change(StepKind.ADD_VOTER, 4);
            assertThat(group.agreedPages()).startsWith(before.toArray(Long[]::new));
            assertThat(group.node(1).status().membership()).isEqualTo(Membership.ofVoters(1, 4));
        }
    }

    @Test
    void a_member_that_was_removed_cannot_go_on() throws Exception {
        try (LiveGroup group = new LiveGroup(folder, 3)) {
            long gone = group.follower();
            group.change(StepKind.REMOVE, gone);
            List<Long> members = new ArrayList<>(group.members());
            members.forEach(group::stop);
            try (MemberStorage storage = storageOf(gone)) {
                RecoveredLog log = logOf(gone, storage);
                long last = log.entries().get(log.entries().size() - 1).index();
                MembershipChange removal = MembershipChange.single(StepKind.REMOVE, gone);
                append(
                        log,
                        new Entry(
                                EntryType.CHANGE,
                                log.hardState().term(),
                                last + 1,
                                MembershipChangeCodec.encode(EntryType.CHANGE, removal)));
            }
            assertThatThrownBy(() -> group.startAlone(gone))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot go on alone");
        }
    }
}
