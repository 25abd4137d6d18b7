package io.github.ropelab.explorer.browser;

import io.github.ropelab.core.Numbers;
import java.util.Collections;
import java.util.SortedMap;
import org.teavm.model.AccessLevel;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ElementModifier;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.ValueType;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * What differs from the JDK's core in a browser: two methods that TeaVM 0.10 lacks and one that it has wrong; and sine,
 * cosine and the digits of numbers, which take bits apart and would be slow where a {@code long} is no machine word. Found by TeaVM as a service.
 */
public final class BrowserMethods implements TeaVMPlugin, ClassHolderTransformer {
    private static final String SINE_COSINE = "io.github.ropelab.core.kernel.SineCosine";
    private static final String JSON_WRITER = "io.github.ropelab.explorer.JsonWriter";
    private static final ValueType NUMBER = ValueType.DOUBLE;
    private static final ValueType NUMBERS = ValueType.arrayOf(ValueType.DOUBLE);

    @Override
    public void install(TeaVMHost host) {
        host.add(this);
    }

    @Override
    public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        if (type.getName().equals(Math.class.getName())) {
            MethodHolder fma = added(type, "fma", NUMBER, NUMBER, NUMBER, NUMBER);
            ProgramEmitter body = ProgramEmitter.create(fma, context.getHierarchy());
            body.invoke(
                            BrowserMath.class,
                            "fma",
                            double.class,
                            body.var(1, NUMBER),
                            body.var(2, NUMBER),
                            body.var(3, NUMBER))
                    .returnValue();
            MethodHolder ulp = type.getMethod(new MethodDescriptor("ulp", NUMBER, NUMBER));
            ProgramEmitter other = ProgramEmitter.create(ulp, context.getHierarchy());
            other.invoke(BrowserMath.class, "ulp", double.class, other.var(1, NUMBER))
                    .returnValue();
        } else if (type.getName().equals(Collections.class.getName())) {
            ValueType map = ValueType.object(SortedMap.class.getName());
            MethodHolder unmodifiable = added(type, "unmodifiableSortedMap", map, map);
            // The map itself: only this module's code sees it, and it does not write.
            ProgramEmitter.create(unmodifiable, context.getHierarchy())
                    .var(1, map)
                    .returnValue();
        } else if (type.getName().equals(SINE_COSINE)) {
            MethodHolder put = type.getMethod(
                    new MethodDescriptor("put", NUMBER, NUMBERS, NUMBERS, ValueType.INTEGER, ValueType.VOID));
            ProgramEmitter body = ProgramEmitter.create(put, context.getHierarchy());
            body.invoke(
                    BrowserMath.class,
                    "sineCosine",
                    body.var(1, NUMBER),
                    body.var(2, NUMBERS),
                    body.var(3, NUMBERS),
                    body.var(4, ValueType.INTEGER));
            body.exit();
        } else if (type.getName().equals(JSON_WRITER)) {
            replaced(type, context, "digits");
        } else if (type.getName().equals(Numbers.class.getName())) {
            replaced(type, context, "plain");
        }
    }

    /** Goes to the method of {@link BrowserNumbers} with the same name. */
    private static void replaced(ClassHolder type, ClassHolderTransformerContext context, String name) {
        ValueType text = ValueType.object(String.class.getName());
        MethodHolder method = type.getMethod(new MethodDescriptor(name, NUMBER, text));
        ProgramEmitter body = ProgramEmitter.create(method, context.getHierarchy());
        body.invoke(BrowserNumbers.class, name, String.class, body.var(1, NUMBER))
                .returnValue();
    }

    /** A new public static method; the last type is what it returns. */
    private static MethodHolder added(ClassHolder owner, String name, ValueType... signature) {
        MethodHolder method = new MethodHolder(name, signature);
        method.getModifiers().add(ElementModifier.STATIC);
        method.setLevel(AccessLevel.PUBLIC);
        owner.addMethod(method);
        return method;
    }
}
