package io.kiln.it.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kiln.it.harness.Scratch;
import io.kiln.it.harness.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Other clients of Heat's API that the distribution has, unmodified. */
class EcosystemIT {

  private static final Path FILES = Scratch.folder("ecosystem");
  private static final String PYTHON = "/usr/bin/python3";

  @RegisterExtension final Site site = Site.simulated();

  @Test
  void theSdkMakesFindsListsUpdatesAndDeletesAStack() throws Exception {
    assumeTrue(
        ran(List.of(PYTHON, "-c", "import openstack"), Map.of()).code() == 0,
        "SKIPPED: no openstacksdk for " + PYTHON + "; apt-get install python3-openstacksdk");
    Ended ended =
        ran(
            List.of(
                PYTHON,
                script(
                    "sdk.py",
                    """
                    import os, sys, openstack
                    from openstack.orchestration.v1._proxy import Proxy
                    name = sys.argv[1]
                    connection = openstack.connect(
                        auth_type='none', endpoint=os.environ['ENDPOINT'],
                        orchestration_endpoint_override=os.environ['ENDPOINT'], orchestration_api_version='1')
                    # Without a catalogue the version cannot be discovered, from Heat neither: it is said.
                    heat = connection.config.get_session_client('orchestration', constructor=Proxy)
                    heat._connection = connection
                    template = {'heat_template_version': '2018-08-31', 'parameters': {'n': {'type': 'number', 'default': 1}},
                        'resources': {'a': {'type': 'OS::Heat::Value', 'properties': {'value': {'get_param': 'n'}}}},
                        'outputs': {'o': {'value': {'get_attr': ['a', 'value']}}}}
                    stack = heat.create_stack(name=name, template=template, parameters={})
                    heat.wait_for_status(stack, status='CREATE_COMPLETE', failures=['CREATE_FAILED'], interval=1, wait=60)
                    found = heat.find_stack(name)
                    assert found.id == stack.id, (found, stack)
                    assert name in [one.name for one in heat.stacks()]
                    assert [one.name for one in heat.resources(found)] == ['a']
                    heat.update_stack(found, template=template, parameters={'n': 2})
                    shown = heat.wait_for_status(heat.get_stack(found.id), status='UPDATE_COMPLETE', interval=1, wait=60)
                    assert heat.get_stack(found.id).outputs[0]['output_value'] == 2, heat.get_stack(found.id)
                    config = heat.create_software_config(name='c', group='script', config='true', inputs=[], outputs=[], options={})
                    deployment = heat.create_software_deployment(config_id=config.id, server_id='s', action='CREATE', status='COMPLETE')
                    heat.delete_software_deployment(deployment)
                    heat.delete_software_config(config)
                    heat.delete_stack(found)
                    heat.wait_for_delete(heat.get_stack(found.id), interval=1, wait=60)
                    assert name not in [one.name for one in heat.stacks()]
                    print('done')
                    """),
                Site.marked("sdk")),
            environment());
    assertThat(ended.out()).as(ended.err()).contains("done");
    assertThat(ended.code()).isZero();
  }

  private String endpoint() {
    return site.server().url() + "/v1/admin";
  }

  private Map<String, String> environment() {
    return Map.of("ENDPOINT", endpoint(), "OS_CLIENT_CONFIG_FILE", "/nonexistent");
  }

  private static String script(String name, String text) throws IOException {
    return Files.writeString(FILES.resolve(name), text).toString();
  }

  private record Ended(int code, String out, String err) {}

  private static Ended ran(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path err = Files.createTempFile(FILES, "err", ".txt");
    var builder = new ProcessBuilder(new ArrayList<>(command)).redirectError(err.toFile());
    builder.environment().keySet().removeIf(variable -> variable.startsWith("OS_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean over = process.waitFor(1, TimeUnit.MINUTES);
    return new Ended(over ? process.exitValue() : -1, out, Files.readString(err));
  }
}
