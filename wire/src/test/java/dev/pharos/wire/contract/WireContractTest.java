package dev.pharos.wire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FileDescriptor;
import dev.pharos.wire.proto.etcdserverpb.AuthGrpc;
import dev.pharos.wire.proto.etcdserverpb.ClusterGrpc;
import dev.pharos.wire.proto.etcdserverpb.KVGrpc;
import dev.pharos.wire.proto.etcdserverpb.LeaseGrpc;
import dev.pharos.wire.proto.etcdserverpb.MaintenanceGrpc;
import dev.pharos.wire.proto.etcdserverpb.WatchGrpc;
import dev.pharos.wire.proto.health.HealthGrpc;
import dev.pharos.wire.proto.v3electionpb.ElectionGrpc;
import dev.pharos.wire.proto.v3lockpb.LockGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The schemas against the contract, both ways: a row missing on either side fails. */
class WireContractTest {
    @Test
    void messages_are_those_of_the_contract_in_its_syntax() {
        ContractTable.assertMatches("messages.tsv", CompiledSchema.messageRows());
    }

    @Test
    void fields_have_the_number_name_type_and_presence_of_the_contract() {
        ContractTable.assertMatches("fields.tsv", CompiledSchema.fieldRows());
    }

    @Test
    void reserved_numbers_and_names_are_those_of_the_contract() {
        ContractTable.assertMatches("reserved.tsv", CompiledSchema.reservedRows());
    }

    @Test
    void enums_have_the_values_of_the_contract() {
        ContractTable.assertMatches("enums.tsv", CompiledSchema.enumRows());
    }

    @Test
    void methods_have_the_streams_and_types_of_the_contract() {
        ContractTable.assertMatches("methods.tsv", CompiledSchema.methodRows());
    }

    @Test
    void schema_options_are_those_of_the_contract() {
        ContractTable.assertMatches("options.tsv", CompiledSchema.optionRows());
    }

    @Test
    void stubs_call_the_paths_of_the_contract() {
        List<String> paths = Stream.of(
                        KVGrpc.getServiceDescriptor(),
                        WatchGrpc.getServiceDescriptor(),
                        LeaseGrpc.getServiceDescriptor(),
                        ClusterGrpc.getServiceDescriptor(),
                        MaintenanceGrpc.getServiceDescriptor(),
                        AuthGrpc.getServiceDescriptor(),
                        LockGrpc.getServiceDescriptor(),
                        ElectionGrpc.getServiceDescriptor(),
                        HealthGrpc.getServiceDescriptor())
                .map(ServiceDescriptor::getMethods)
                .flatMap(methods -> methods.stream().map(MethodDescriptor::getFullMethodName))
                .toList();

        assertThat(paths)
                .containsExactlyInAnyOrderElementsOf(ContractTable.rows("methods.tsv").stream()
                        .map(row -> row.split("\t"))
                        .map(columns -> columns[0] + "/" + columns[1])
                        .toList());
    }

    @Test
    void every_schema_file_is_looked_at() throws IOException {
        Path schemas = Path.of(System.getProperty("basedir", ""), "src", "main", "proto");
        try (Stream<Path> files = Files.walk(schemas)) {
            assertThat(CompiledSchema.FILES.stream().map(FileDescriptor::getName))
                    .containsExactlyInAnyOrderElementsOf(files.filter(Files::isRegularFile)
                            .map(file -> schemas.relativize(file).toString().replace('\\', '/'))
                            .toList());
        }
    }
}
