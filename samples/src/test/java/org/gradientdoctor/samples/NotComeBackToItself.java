package org.gradientdoctor.samples;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** A class does not depend on itself by way of packages below its own. */
final class NotComeBackToItself extends ArchCondition<JavaClass> {
    NotComeBackToItself() {
        super("not come back to themselves by way of packages below");
    }

    @Override
    public void check(JavaClass start, ConditionEvents events) {
        String below = start.getPackageName() + ".";
        Set<JavaClass> seen = new HashSet<>();
        Deque<JavaClass> todo = new ArrayDeque<>();
        todo.add(start);
        while (!todo.isEmpty()) {
            JavaClass from = todo.remove();
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (!from.equals(start) && outermost(target).equals(outermost(start))) {
                    events.add(SimpleConditionEvent.violated(
                            start, start.getName() + " comes back to itself: " + dependency.getDescription()));
                } else if (target.getPackageName().startsWith(below) && seen.add(target)) {
                    todo.add(target);
                }
            }
        }
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }
}
