package io.github.asyncapikafka.binding.address;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The names that a list of parts can become, as a finite automaton. Nothing is excluded:
 * whoever asks checks the names.
 */
final class TopicAutomaton {

	/** How many steps are tried until names are taken for different ones. */
	private static final int STEPS = 5_000;

	/** How many values are tried for a parameter that occurs several times. */
	private static final int MOST_VALUES = 20;

	/** Stand for all characters that no text has. */
	private static final Set<Character> SAMPLES = Set.of('x', 'y');

	/** The steps from each state. */
	private final List<List<Step>> steps = new ArrayList<>(List.of(new ArrayList<>()));

	private final Set<Character> texts = new HashSet<>();

	private final int end;

	private TopicAutomaton(List<AddressPart> parts) {
		int state = 0;
		for (AddressPart part : parts) {
			AddressParameter parameter = part.parameter();
			if (parameter == null) {
				state = append(state, part.text());
			}
			else if (parameter.allowedValues().isEmpty()) {
				int next = newState();
				add(state, new Step(Step.ANY, next));
				add(next, new Step(Step.ANY, next));
				state = next;
			}
			else {
				state = append(state, parameter.allowedValues());
			}
		}
		this.end = state;
	}

	private int append(int start, List<String> values) {
		int join = newState();
		for (String value : values) {
			String head = value.isEmpty() ? "" : value.substring(0, value.length() - 1);
			int last = append(start, head);
			// A value of no characters is a step without one.
			add(last, value.isEmpty() ? new Step(Step.NOTHING, join) : new Step(value.charAt(head.length()), join));
		}
		return join;
	}

	private int append(int start, String text) {
		int state = start;
		for (char character : text.toCharArray()) {
			int next = newState();
			add(state, new Step(character, next));
			state = next;
		}
		return state;
	}

	private int newState() {
		this.steps.add(new ArrayList<>());
		return this.steps.size() - 1;
	}

	private void add(int state, Step step) {
		if (step.character() < Step.NOTHING) {
			this.texts.add(step.character());
		}
		this.steps.get(state).add(step);
	}

	/**
	 * Return a name that two lists of parts can become.
	 * @param condition what else must be true of the name
	 */
	static Optional<String> shared(List<AddressPart> one, List<AddressPart> other, Predicate<String> condition) {
		for (List<AddressPart> own : withoutRepetition(one, other)) {
			for (List<AddressPart> others : withoutRepetition(other, one)) {
				Optional<String> found = new TopicAutomaton(own).shared(new TopicAutomaton(others), condition);
				if (found.isPresent()) {
					return found;
				}
			}
		}
		return Optional.empty();
	}

	private Optional<String> shared(TopicAutomaton other, Predicate<String> condition) {
		Optional<String> first = search(other, (name) -> true, true);
		return (first.isEmpty() || condition.test(first.get())) ? first : search(other, condition, false);
	}

	/**
	 * Give a parameter that occurs several times the values that matter, one after the
	 * other: an automaton cannot remember what it has read.
	 */
	private static List<List<AddressPart>> withoutRepetition(List<AddressPart> parts, List<AddressPart> other) {
		for (AddressPart part : parts) {
			AddressParameter parameter = part.parameter();
			if (parameter != null && Collections.frequency(parts, part) > 1) {
				Collection<String> values = parameter.allowedValues().isEmpty() ? words(other)
						: parameter.allowedValues();
				return values.stream()
					.limit(MOST_VALUES)
					.map((value) -> parts.stream()
						.map((each) -> each.equals(part) ? AddressPart.of(value) : each)
						.toList())
					.flatMap((fixed) -> withoutRepetition(fixed, other).stream())
					.toList();
			}
		}
		return List.of(parts);
	}

	private static Set<String> words(List<AddressPart> parts) {
		Set<String> words = new LinkedHashSet<>(List.of("x"));
		for (AddressPart part : parts) {
			List<String> texts = (part.parameter() != null) ? part.parameter().allowedValues() : List.of(part.text());
			for (String text : texts) {
				words.addAll(List.of(text.split("\\.")));
				words.addAll(List.of(text.split("[._-]")));
			}
		}
		words.removeIf(String::isEmpty);
		return words;
	}

	/**
	 * Try the shortest names first.
	 * @param once whether a pair of states that was reached needs no other way to it
	 */
	private Optional<String> search(TopicAutomaton other, Predicate<String> condition, boolean once) {
		Set<Character> any = new TreeSet<>(SAMPLES);
		if (!once) {
			any.addAll(this.texts);
			any.addAll(other.texts);
		}
		Deque<Pair> waiting = new ArrayDeque<>(List.of(new Pair("", closure(Set.of(0)), other.closure(Set.of(0)))));
		Set<List<Set<Integer>>> reached = new HashSet<>();
		for (int i = 0; i < STEPS && !waiting.isEmpty(); i++) {
			Pair pair = waiting.remove();
			if (pair.own.contains(this.end) && pair.others.contains(other.end) && condition.test(pair.name)) {
				return Optional.of(pair.name);
			}
			Set<Character> characters = new TreeSet<>(characters(pair.own, any));
			characters.addAll(other.characters(pair.others, any));
			for (char character : characters) {
				Pair next = new Pair(pair.name + character, next(pair.own, character),
						other.next(pair.others, character));
				if (!next.own.isEmpty() && !next.others.isEmpty()
						&& (!once || reached.add(List.of(next.own, next.others)))) {
					waiting.add(next);
				}
			}
		}
		return Optional.empty();
	}

	private Set<Character> characters(Set<Integer> states, Set<Character> any) {
		Set<Character> characters = new HashSet<>();
		states.forEach((state) -> this.steps.get(state).forEach((step) -> {
			if (step.character() == Step.ANY) {
				characters.addAll(any);
			}
			else if (step.character() != Step.NOTHING) {
				characters.add(step.character());
			}
		}));
		return characters;
	}

	private Set<Integer> next(Set<Integer> states, char character) {
		Set<Integer> next = new TreeSet<>();
		states.forEach((state) -> this.steps.get(state)
			.stream()
			.filter((step) -> step.takes(character))
			.forEach((step) -> next.add(step.target())));
		return closure(next);
	}

	/**
	 * Add the states that are reached without a character.
	 */
	private Set<Integer> closure(Set<Integer> states) {
		Set<Integer> closed = new TreeSet<>(states);
		Deque<Integer> waiting = new ArrayDeque<>(states);
		while (!waiting.isEmpty()) {
			for (Step step : this.steps.get(waiting.remove())) {
				if (step.character() == Step.NOTHING && closed.add(step.target())) {
					waiting.add(step.target());
				}
			}
		}
		return closed;
	}

	/**
	 * A step to another state.
	 *
	 * @param character the character that it takes, or one of the constants
	 * @param target the other state
	 */
	private record Step(char character, int target) {

		/** Each character that the value of a parameter may have. */
		static final char ANY = '\uFFFF';

		/** No character at all. */
		static final char NOTHING = '\uFFFE';

		boolean takes(char other) {
			return (this.character == ANY) ? AddressParameter.allowsCharacter(other) : this.character == other;
		}

	}

	private record Pair(String name, Set<Integer> own, Set<Integer> others) {

	}

}
