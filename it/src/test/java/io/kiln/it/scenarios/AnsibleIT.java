package io.kiln.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kiln.it.harness.Keystone;
import io.kiln.it.harness.Scratch;
import io.kiln.it.harness.Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The distribution's Ansible: its modules for stacks, unmodified, make, change, leave alone and
 * delete one. Plays assert themselves; one that fails says where.
 */
class AnsibleIT {

  private static final Path FILES = Scratch.folder("ansible");
  private static final Path PLAYBOOK = Path.of("/usr/bin/ansible-playbook");
  private static final Path COLLECTIONS =
      Path.of("/usr/lib/python3/dist-packages/ansible_collections");
  private static final String PYTHON = "/usr/bin/python3";
  private static final String SECRET = "a-secret-of-some-length";

  /** Ends well when the collection takes the SDK. */
  private static final String FITS =
      """
      import re, sys, openstack.version
      text = open(sys.argv[1] + '/openstack/cloud/plugins/module_utils/openstack.py').read()
      newest = re.search(r"^MAXIMUM_SDK_VERSION = '([0-9.]+)'", text, re.M)
      number = lambda text: [int(part) for part in re.findall('[0-9]+', text)[:3]]
      sys.exit(newest is not None and number(openstack.version.__version__) > number(newest.group(1)))
      """;

  /** Modules are sent to where they run and unpacked there, each time. */
  private static final int MINUTES = 5;

  @Test
  void openstacksModuleMakesChangesAndDeletesAStackOfItsProject() throws Exception {
    assumeAnsible("openstack/cloud", "openstack", "python3-openstacksdk");
    assumeTrue(
        run(List.of(PYTHON, "-c", FITS, COLLECTIONS.toString()), Map.of()).code() == 0,
        "SKIPPED: the openstack.cloud collection that is installed takes no openstacksdk as new as"
            + " the one that is, and reads fields that it has not (Debian 12 has 1.10 of the one"
            + " and 0.101 of the other)");
    try (Keystone keystone = Keystone.prepared();
        Server server =
            Server.start(
                Optional.empty(),
                Map.of("KILN_KEYSTONE_PASSWORD", Keystone.PASSWORD),
                "--no-agent",
                "--keystone-url",
                keystone.v3())) {
      keystone.serve(server.url());
      keystone.grant("kiln", "admin", "service");
      keystone.grant("member", "member", "alpha");
      write(
          "stack.yaml",
          """
          heat_template_version: 2018-08-31
          parameters: {n: {type: number, default: 1}}
          resources: {a: {type: OS::Heat::Value, properties: {value: {get_param: n}}}}
          outputs: {v: {value: {get_attr: [a, value]}}}
          """);
      String play =
          write(
              "openstack.yaml",
              """
              - hosts: localhost
                connection: local
                gather_facts: false
                module_defaults:
                  openstack.cloud.stack:
                    name: ansible
                    wait: true
                    auth:
                      auth_url: "{{ keystone }}"
                      username: member
                      password: pw
                      project_name: alpha
                      user_domain_name: Default
                      project_domain_name: Default
                tasks:
                  - name: make
                    openstack.cloud.stack: {template: "{{ files }}/stack.yaml"}
                    register: made
                  - ansible.builtin.assert:
                      that:
                        - made is changed
                        - (made.stack.stack_status | default(made.stack.status)) == 'CREATE_COMPLETE'
                        - made.stack.outputs[0].output_value == 1
                  - name: change
                    openstack.cloud.stack: {template: "{{ files }}/stack.yaml", parameters: {n: 2}}
                    register: changed
                  - ansible.builtin.assert:
                      that:
                        - changed is changed
                        - changed.stack.id == made.stack.id
                        - (changed.stack.stack_status | default(changed.stack.status)) == 'UPDATE_COMPLETE'
                        - changed.stack.outputs[0].output_value == 2
                  # The module calls every update a change, also one that changes nothing.
                  - name: the same again
                    openstack.cloud.stack: {template: "{{ files }}/stack.yaml", parameters: {n: 2}}
                    register: same
                  - ansible.builtin.assert:
                      that:
                        - same.stack.id == made.stack.id
                        - (same.stack.stack_status | default(same.stack.status)) == 'UPDATE_COMPLETE'
                        - same.stack.outputs[0].output_value == 2
                  - name: delete
                    openstack.cloud.stack: {state: absent}
                    register: gone
                  - name: delete what is gone
                    openstack.cloud.stack: {state: absent}
                    register: nothing
                  - ansible.builtin.assert: {that: [gone is changed, nothing is not changed]}
              """);
      Ended ended = play(play, Map.of(), "keystone=" + keystone.v3());
      assertThat(ended.code()).as(ended.toString()).isZero();
      assertThat(ended.out()).contains("failed=0").doesNotContain("skipping:");
    }
  }

  @Test
  void awssModuleMakesChangesLeavesAloneAndDeletesAStack() throws Exception {
    assumeAnsible("amazon/aws", "boto3", "python3-boto3");
    String keys =
        write("keys.yaml", "keys: [{id: BLUE, secret: %s, project: blue}]\n".formatted(SECRET));
    Files.setPosixFilePermissions(Path.of(keys), PosixFilePermissions.fromString("rw-------"));
    write(
        "cfn.yaml",
        """
        AWSTemplateFormatVersion: '2010-09-09'
        Parameters: {N: {Type: Number, Default: 1}}
        Resources: {A: {Type: OS::Heat::Value, Properties: {value: {Ref: N}}}}
        Outputs: {V: {Value: {'Fn::GetAtt': [A, value]}}}
        """);
    String play =
        write(
            "aws.yaml",
            """
            - hosts: localhost
              connection: local
              gather_facts: false
              module_defaults:
                amazon.aws.cloudformation:
                  stack_name: ansible
                  region: RegionOne
                  endpoint_url: "{{ endpoint }}"
                  access_key: BLUE
                  secret_key: "{{ secret }}"
              tasks:
                - name: make
                  amazon.aws.cloudformation: {template: "{{ files }}/cfn.yaml"}
                  register: made
                - ansible.builtin.assert:
                    that: [made is changed, "made.stack_outputs.V|string == '1'"]
                - name: change
                  amazon.aws.cloudformation: {template: "{{ files }}/cfn.yaml", template_parameters: {N: "2"}}
                  register: changed
                - ansible.builtin.assert:
                    that: [changed is changed, "changed.stack_outputs.V|string == '2'"]
                - name: the same again
                  amazon.aws.cloudformation: {template: "{{ files }}/cfn.yaml", template_parameters: {N: "2"}}
                  register: same
                - ansible.builtin.assert: {that: [same is not changed]}
                - name: delete
                  amazon.aws.cloudformation: {state: absent}
                  register: gone
                - name: delete what is gone
                  amazon.aws.cloudformation: {state: absent}
                  register: nothing
                - ansible.builtin.assert: {that: [gone is changed, nothing is not changed]}
            """);
    try (Server server = Server.start(Optional.empty(), "--no-agent", "--access-keys", keys)) {
      Ended ended =
          play(play, Map.of(), "endpoint=" + server.url() + "/cfn/v1", "secret=" + SECRET);

      assertThat(ended.code()).as(ended.toString()).isZero();
      assertThat(ended.out()).contains("failed=0").doesNotContain("skipping:");
    }
  }

  /** Skips, and says what is missing, where a collection or its library is not there. */
  private static void assumeAnsible(String collection, String library, String debian)
      throws Exception {
    assumeTrue(
        Files.isExecutable(PLAYBOOK) && Files.isDirectory(COLLECTIONS.resolve(collection)),
        "SKIPPED: no Ansible with " + collection.replace('/', '.') + "; apt-get install ansible");
    assumeTrue(
        run(List.of(PYTHON, "-c", "import " + library), Map.of()).code() == 0,
        "SKIPPED: no " + library + " for " + PYTHON + "; apt-get install " + debian);
  }

  private static String write(String name, String text) throws IOException {
    Path file = FILES.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    return Files.writeString(file, text).toString();
  }

  private static Ended play(String play, Map<String, String> environment, String... variables)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                PLAYBOOK.toString(),
                "-i",
                "localhost,",
                "-e",
                "ansible_python_interpreter=" + PYTHON,
                "-e",
                "files=" + FILES));
    for (String variable : variables) {
      command.addAll(List.of("-e", variable));
    }
    command.add(play);
    return run(command, environment);
  }

  private record Ended(int code, String out, String err) {}

  private static Ended run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path err = Files.createTempFile(FILES, "err", ".txt");
    Path out = Files.createTempFile(FILES, "out", ".txt");
    var builder =
        new ProcessBuilder(command).redirectError(err.toFile()).redirectOutput(out.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("OS_") || name.startsWith("AWS_"));
    builder.environment().put("OS_CLIENT_CONFIG_FILE", "/nonexistent");
    builder.environment().put("AWS_CONFIG_FILE", "/dev/null");
    builder.environment().put("ANSIBLE_LOCAL_TEMP", FILES.resolve("local").toString());
    builder.environment().put("ANSIBLE_REMOTE_TEMP", FILES.resolve("remote").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    boolean over = process.waitFor(MINUTES, TimeUnit.MINUTES);
    if (!over) {
      process.destroyForcibly().waitFor();
    }
    return new Ended(
        over ? process.exitValue() : -1,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
