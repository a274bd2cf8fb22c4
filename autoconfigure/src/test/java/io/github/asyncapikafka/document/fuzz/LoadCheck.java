package io.github.asyncapikafka.document.fuzz;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.core.io.Resource;

import com.sun.management.ThreadMXBean;
import io.github.asyncapikafka.diagnostic.Location;
import io.github.asyncapikafka.diagnostic.Problem;
import io.github.asyncapikafka.diagnostic.Problems;
import io.github.asyncapikafka.document.AsyncApiDocumentLoader;
import io.github.asyncapikafka.document.InvalidAsyncApiDocumentException;
import io.github.asyncapikafka.document.tree.Node;
import io.github.asyncapikafka.document.tree.NodeReader;
import io.github.asyncapikafka.document.tree.Pointers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is true of every document: it is either read or refused with problems that have a
 * place in its text, in time and within bounds, each time in the same way; and what
 * strict reading takes lenient reading takes as well.
 */
final class LoadCheck {

	private static final Duration TIME = Duration.ofSeconds(2);

	/** What is allocated by and by; much less of it is there at once. */
	private static final long BYTES = 200_000_000;

	private static final String LINE_BREAKS = "\r\n|[\r\n]";

	private static final String ALL_LINE_BREAKS = "\r\n|[\r\n\u0085\u2028\u2029]";

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final FuzzedDocument document;

	private final Resource resource;

	private final Map<String, Node> roots = new HashMap<>();

	LoadCheck(FuzzedDocument document, Resource resource) {
		this.document = document;
		this.resource = resource;
	}

	void run() {
		List<Problem> strict = problems(AsyncApiDocumentLoader.strict());
		List<Problem> lenient = problems(AsyncApiDocumentLoader.lenient());
		assertThat(lenient).isSubsetOf(strict);
		assertThat(problems(AsyncApiDocumentLoader.strict())).isEqualTo(strict);
		strict.forEach(this::check);
	}

	private List<Problem> problems(AsyncApiDocumentLoader loader) {
		long time = THREADS.getCurrentThreadCpuTime();
		long bytes = THREADS.getCurrentThreadAllocatedBytes();
		List<Problem> problems = load(loader);
		assertThat(THREADS.getCurrentThreadAllocatedBytes() - bytes).as("bytes").isLessThan(BYTES);
		assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - time)).as("time").isLessThan(TIME);
		return problems;
	}

	private List<Problem> load(AsyncApiDocumentLoader loader) {
		try {
			loader.load(this.resource).warnings().forEach(this::check);
			return List.of();
		}
		catch (InvalidAsyncApiDocumentException ex) {
			assertThat(ex.getProblems()).isNotEmpty();
			return ex.getProblems();
		}
	}

	private void check(Problem problem) {
		assertThat(problem.message()).endsWith(".").hasSizeGreaterThan(10);
		assertThat(problem.action()).endsWith(".").hasSizeGreaterThan(5);
		Location location = problem.location();
		assertThat(location).isNotNull();
		String text = this.document.text(location.resource());
		String[] lines = text.split(ALL_LINE_BREAKS, -1);
		assertThat(location.line()).as(problem::toString).isBetween(1, lines.length);
		assertThat(location.column()).as(problem::toString).isPositive();
		if (text.split(LINE_BREAKS, -1).length == lines.length) {
			assertThat(location.column()).as(problem::toString)
				.isLessThanOrEqualTo(lines[location.line() - 1].length() + 1);
		}
		pointer(problem, location, text);
	}

	/**
	 * The pointer leads to a value, or to one that is missing in a value that is there.
	 */
	private void pointer(Problem problem, Location location, String text) {
		Node node = this.roots.computeIfAbsent(location.resource(), (resource) -> tree(resource, text));
		List<String> tokens = Pointers.tokens(location.pointer().replace("%", "%25").replace("+", "%2B"));
		for (int i = 0; node != null && i < tokens.size() - 1 && !tokens.get(i).equals("<<"); i++) {
			node = child(node, tokens.get(i));
			assertThat(node).as("%s at %s", problem, location.pointer()).isNotNull();
		}
	}

	/**
	 * Return the tree, or {@code null} for a text that is no tree: its syntax is wrong,
	 * or a key is there twice, so that a pointer is not unique.
	 */
	private static Node tree(String resource, String text) {
		Problems problems = new Problems();
		String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
		Node root = NodeReader.read(resource, content, new AtomicInteger(), problems);
		return problems.isEmpty() ? root : null;
	}

	private static Node child(Node node, String token) {
		if (node instanceof Node.Sequence sequence) {
			return sequence.items().get(Integer.parseInt(token));
		}
		return (node instanceof Node.Mapping mapping) ? mapping.get(token) : null;
	}

}
