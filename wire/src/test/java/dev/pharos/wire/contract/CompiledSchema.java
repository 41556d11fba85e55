package dev.pharos.wire.contract;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import dev.pharos.wire.proto.authpb.AuthProto;
import dev.pharos.wire.proto.etcdserverpb.EtcdServerProto;
import dev.pharos.wire.proto.etcdserverpb.RaftInternalProto;
import dev.pharos.wire.proto.etcdserverpb.RpcProto;
import dev.pharos.wire.proto.health.HealthProto;
import dev.pharos.wire.proto.leasepb.LeaseProto;
import dev.pharos.wire.proto.membershippb.MembershipProto;
import dev.pharos.wire.proto.mvccpb.KvProto;
import dev.pharos.wire.proto.raftpb.RaftProto;
import dev.pharos.wire.proto.snappb.SnapProto;
import dev.pharos.wire.proto.v3electionpb.V3ElectionProto;
import dev.pharos.wire.proto.v3lockpb.V3LockProto;
import dev.pharos.wire.proto.versionpb.VersionProto;
import dev.pharos.wire.proto.walpb.RecordProto;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the compiled schemas say, in the rows of the contract's tables. */
final class CompiledSchema {
    static final List<FileDescriptor> FILES = List.of(
            KvProto.getDescriptor(),
            AuthProto.getDescriptor(),
            RpcProto.getDescriptor(),
            RaftInternalProto.getDescriptor(),
            EtcdServerProto.getDescriptor(),
            MembershipProto.getDescriptor(),
            LeaseProto.getDescriptor(),
            VersionProto.getDescriptor(),
            V3LockProto.getDescriptor(),
            V3ElectionProto.getDescriptor(),
            RaftProto.getDescriptor(),
            RecordProto.getDescriptor(),
            SnapProto.getDescriptor(),
            HealthProto.getDescriptor());

    private CompiledSchema() {}

    static List<String> messageRows() {
        return messages()
                .map(message -> ContractTable.row(message.getFullName(), syntax(message.getFile())))
                .toList();
    }

    static List<String> fieldRows() {
        return messages()
                .flatMap(message -> message.getFields().stream())
                .map(CompiledSchema::fieldRow)
                .toList();
    }

    static List<String> reservedRows() {
        return messages()
                .flatMap(message -> Stream.concat(reservedNumbers(message), reservedNames(message)))
                .toList();
    }

    static List<String> enumRows() {
        Stream<EnumDescriptor> nested = messages().flatMap(message -> message.getEnumTypes().stream());
        Stream<EnumDescriptor> top = FILES.stream().flatMap(file -> file.getEnumTypes().stream());
        return Stream.concat(top, nested)
                .flatMap(type -> type.getValues().stream())
                .map(value -> ContractTable.row(value.getType().getFullName(), value.getNumber(), value.getName()))
                .toList();
    }

    static List<String> methodRows() {
        return FILES.stream()
                .flatMap(file -> file.getServices().stream())
                .flatMap(service -> service.getMethods().stream())
                .map(method -> ContractTable.row(
                        method.getService().getFullName(),
                        method.getName(),
                        kind(method),
                        method.getInputType().getFullName(),
                        method.getOutputType().getFullName()))
                .toList();
    }

    static List<String> optionRows() {
        return FILES.stream()
                .flatMap(file -> file.getExtensions().stream())
                .map(option -> ContractTable.row(
                        option.getFullName(),
                        option.getNumber(),
                        option.getContainingType().getFullName(),
                        type(option)))
                .toList();
    }

    private static Stream<Descriptor> messages() {
        return FILES.stream().flatMap(file -> file.getMessageTypes().stream()).flatMap(CompiledSchema::withNested);
    }

    private static Stream<Descriptor> withNested(Descriptor message) {
        return Stream.concat(
                Stream.of(message), message.getNestedTypes().stream().flatMap(CompiledSchema::withNested));
    }

    private static String fieldRow(FieldDescriptor field) {
        OneofDescriptor oneof = field.getContainingOneof();
        return ContractTable.row(
                field.getContainingType().getFullName(),
                field.getNumber(),
                field.getName(),
                type(field),
                kind(field),
                oneof == null ? "-" : oneof.getName());
    }

    private static String type(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getFullName();
            case ENUM -> field.getEnumType().getFullName();
            case INT, LONG, FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING ->
                field.getType().toString().toLowerCase(Locale.ROOT);
        };
    }

    private static String kind(FieldDescriptor field) {
        if (field.isRepeated()) {
            return field.isPacked() ? "packed" : "repeated";
        }
        if (field.isRequired()) {
            return "required";
        }
        return field.hasPresence() ? "explicit" : "implicit";
    }

    private static String kind(MethodDescriptor method) {
        if (method.isClientStreaming()) {
            return method.isServerStreaming() ? "bidirectional" : "client-stream";
        }
        return method.isServerStreaming() ? "server-stream" : "unary";
    }

    private static String syntax(FileDescriptor file) {
        String written = file.toProto().getSyntax();
        return written.isEmpty() ? "proto2" : written;
    }

    private static Stream<String> reservedNumbers(Descriptor message) {
        return message.toProto().getReservedRangeList().stream()
                .flatMap(range -> Stream.iterate(range.getStart(), n -> n < range.getEnd(), n -> n + 1))
                .map(number -> ContractTable.row(message.getFullName(), number));
    }

    private static Stream<String> reservedNames(Descriptor message) {
        return message.toProto().getReservedNameList().stream()
                .map(name -> ContractTable.row(message.getFullName(), '"' + name + '"'));
    }
}
