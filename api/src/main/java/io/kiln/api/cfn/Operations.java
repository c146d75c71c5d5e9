package io.kiln.api.cfn;

import io.kiln.api.cfn.wire.Fields;
import io.kiln.api.cfn.wire.Form;
import io.kiln.api.cfn.wire.Refused;
import io.kiln.api.http.RefusedException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Every action there is. What one is called says whether it changes anything. */
final class Operations {

  /** What the names of actions that change nothing begin with; AWS keeps to it. */
  private static final Pattern READS =
      Pattern.compile("(Describe|List|Get|Validate|Estimate)[A-Za-z]*");

  /** What an action does. */
  @FunctionalInterface
  interface Operation {
    /**
     * Answers.
     *
     * @param project whose stacks
     */
    Fields answer(Form form, String project);
  }

  private final Map<String, Operation> all = new TreeMap<>();

  Operations(
      StackActions stacks,
      StackViews views,
      ResourceActions resources,
      EventActions events,
      TemplateActions templates,
      ChangeSetActions sets,
      ChangeSetViews setViews,
      DriftActions drift,
      Exports exports) {
    all.put("CreateStack", stacks::create);
    all.put("UpdateStack", stacks::update);
    all.put("DeleteStack", stacks::delete);
    all.put("CancelUpdateStack", stacks::cancelUpdate);
    all.put("ContinueUpdateRollback", stacks::continueRollback);
    all.put("RollbackStack", stacks::rollBack);
    all.put("UpdateTerminationProtection", stacks::protect);
    all.put("SetStackPolicy", stacks::setPolicy);
    all.put("GetStackPolicy", stacks::policyOf);
    all.put("SignalResource", stacks::signal);

    all.put("DescribeStacks", views::describe);
    all.put("ListStacks", views::list);
    all.put("DescribeStackEvents", events::list);
    all.put("ListStackResources", resources::list);
    all.put("DescribeStackResources", resources::describeAll);
    all.put("DescribeStackResource", resources::describe);

    all.put("GetTemplate", templates::get);
    all.put("GetTemplateSummary", templates::summarise);
    all.put("ValidateTemplate", templates::validate);
    all.put("EstimateTemplateCost", templates::cost);

    all.put("CreateChangeSet", sets::create);
    all.put("ExecuteChangeSet", sets::execute);
    all.put("DeleteChangeSet", sets::delete);
    all.put("DescribeChangeSet", setViews::describe);
    all.put("ListChangeSets", setViews::list);

    all.put("DetectStackDrift", drift::detect);
    all.put("DetectStackResourceDrift", drift::resource);
    all.put("DescribeStackDriftDetectionStatus", drift::status);
    all.put("DescribeStackResourceDrifts", drift::resources);

    all.put("ListExports", exports::list);
    all.put("ListImports", exports::imports);
  }

  /** Whether an action may change anything; one that there is not may. */
  static boolean changes(String action) {
    return !READS.matcher(action).matches();
  }

  /**
   * The action of this name.
   *
   * @throws RefusedException when there is none
   */
  Operation named(String action) {
    Operation operation = all.get(action);
    if (operation == null) {
      throw Refused.as(
          400,
          "InvalidAction",
          "Could not find operation %s for version 2010-05-15"
              .formatted(action.length() > 100 ? action.substring(0, 100) + "…" : action));
    }
    return operation;
  }
}
