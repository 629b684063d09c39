/** CORE. The Spanish phrases that tell what a merchant wants. Plain data: a phrase is added here and nowhere else. */

import type { TalkTopic } from "./triage-words-talk.ts";

/** One row a topic, as in `triage-words-spanish-outage`. */
export const SPANISH_TALK_PHRASES: readonly (readonly [topic: TalkTopic, phrases: string])[] = [
	[
		"all-cards",
		"todas las tarjetas|todas|ninguna tarjeta|ninguna|cualquier tarjeta|cada tarjeta|a todos|todos los clientes|a todo el mundo|varias tarjetas|las tarjetas",
	],
	[
		"declined",
		"rechazada|rechazado|rechazadas|rechazados|rechaza|rechazan|rechazo|rechazaron|denegada|denegado|denegadas|declinada|declinado|declina|no autorizada|no autorizado|no aprobada|no aprobado",
	],
	[
		"card",
		"una tarjeta|tarjeta de un cliente|tarjeta de una clienta|tarjeta del cliente|tarjeta de la clienta|su tarjeta|le rechazaron la tarjeta|esta tarjeta|esa tarjeta|una sola tarjeta|solo una tarjeta|solo esa tarjeta|tarjeta rechazada|tarjeta declinada|tarjeta denegada|fondos insuficientes|sin fondos|saldo insuficiente|sin saldo|no tiene saldo|no tiene fondos|tarjeta vencida|tarjeta expirada|esta vencida|pin incorrecto|clave incorrecta|nip incorrecto|contrasena incorrecta|otras tarjetas funcionan|otras tarjetas si funcionan|otras tarjetas pasan|otras tarjetas si pasan|las demas pasan|las demas si pasan|las otras si|la otra si pasa|las demas funcionan",
	],
	[
		"pay",
		"cobrar|cobro|cobrarle|cobrale|cobre|cobra|cobrame|pagar|quiere pagar|va a pagar|necesita pagar|un pago|recibir un pago|tomar un pago|enlace de pago|link de pago|liga de pago|codigo qr|un enlace|el enlace|un link|mandar el link|nueva venta|una venta|hacer una venta|cargar a la tarjeta|pase la cuenta",
	],
	[
		"status",
		"ya pago|ya me pago|ya pagaron|pago o no|se pago|ya se pago|llego el pago|llego el dinero|llego la transferencia|entro el pago|entro el dinero|entro la transferencia|cayo el pago|cayo el dinero|cayo la transferencia|llego mi pago|recibimos el pago|recibi el pago|recibimos el dinero|recibi el dinero|esta pagado|esta pagada|quedo pagado|quedo pagada|estado del pago|estatus del pago|estado del cobro|cliente pago|cliente ya pago|pago el cliente|pago la clienta|clienta ya pago|dice que pago|dice que ya pago|dicen que pagaron|dicen que ya pagaron|confirmar el pago|verificar el pago|revisar el pago|revisar un pago|comprobar el pago|ver si pago|paso el pago|paso el cobro|se hizo el pago|ultimo pago|sigue sin pagar|aun no paga|todavia no paga|pago recibido|ya transfirio|pago no aparece|no aparece el pago|no llega el pago|no ha llegado el pago|no llego el pago|pago exitoso",
	],
	[
		"reconcile",
		"conciliar|conciliacion|cuadrar|cuadre|corte de caja|cierre de caja|cierre de lote|cerrar el lote|cierre del dia|lote|archivo del lote|subir el archivo|subir un archivo|liquidacion|extracto|estado de cuenta|doble cobro|cobro doble|cobrado dos veces|cobro dos veces|se cobro dos veces|cobraron dos veces|cobramos dos veces|cobre dos veces|cobraron doble|cobro duplicado|pago duplicado|pago dos veces|pago doble|cargo doble|doble cargo|cargo duplicado|no cuadra|no cuadran|no coincide|no coinciden|faltan pagos|pagos faltantes",
	],
	[
		"human",
		"hablar con una persona|hablar con alguien|hablar con un humano|hablar con un agente|hablar con un asesor|hablar con soporte|hablar con un tecnico|quiero una persona|necesito una persona|con una persona|una persona por favor|persona real|un humano|humano|ser humano|un asesor|asesor|asesora|un agente|agente|operador|operadora|atencion al cliente|servicio al cliente|soporte|soporte tecnico|llamenme|llamame|llameme|me llamen|que me llamen|me pueden llamar|me puede llamar|llamar a soporte|numero de soporte|telefono de soporte|alguien que me ayude|alguien me ayude|que venga alguien|que venga un tecnico|manden a alguien|manden un tecnico|un tecnico|no un robot|no quiero un robot",
	],
	[
		"resolved",
		"ya funciona|ya funciono|ya me funciona|funciona otra vez|funciona de nuevo|otra vez funciona|de nuevo funciona|vuelve a funcionar|volvio a funcionar|ya volvio|ya regreso|ya esta funcionando|ya sirve|ya quedo|ya jalo|ya jala|ya agarro|arreglado|arreglada|se arreglo|resuelto|resuelta|solucionado|solucionada|se soluciono|ya hay conexion|ya hay internet|ya hay sistema|ya hay red|ya hay senal|volvio el internet|volvio internet|volvio la conexion|volvio la red|volvio la senal|volvio el sistema|regreso el internet|regreso la conexion|ya conecto|ya prendio|ya encendio|ya arranco|ya se conecto|ya esta conectada|otra vez en linea|de nuevo en linea|ya esta en linea|ya pasan las tarjetas|ya pasan|ya acepta tarjetas|ya cobra|ya todo bien|todo normal|todo en orden",
	],
	[
		"info",
		"que es|que son|que significa|que quiere decir|que pasa si|que pasa cuando|que hago si|como se|como puedo|como hago|como funciona|como uso|como cobro|como hago para cobrar|cuanto tiempo|cuantos|cuantas|cuanto|puedo|se puede|se pueden|debo|deberia|tengo que|es seguro|donde esta|donde veo|donde puedo|donde|cuando|quien|cual|explicame|expliqueme|diferencia entre|hay que|es necesario",
	],
	["ask", "por que|como|podria|pueden|puede"],
	[
		"foreign",
		"maquina de cafe|cafetera|lavadora|lavavajillas|refrigerador|refri|nevera|congelador|aire acondicionado|el bano|mi carro|mi coche|calefaccion|horno|futbol|el clima|chiste|receta|maquina de hielo",
	],
	[
		"subject",
		"reembolso|reembolsos|reembolsar|devolucion|devoluciones|devolver|reiniciar|reiniciarla|reinicio|restablecer|comision|comisiones|recibo|recibos|limite|limites|propina|propinas|factura|facturas|configuracion|contrasena|cerrar sesion|la clave",
	],
	// Named so that nobody takes a plural for a slip of the singular: people in a queue are not a person asked for.
	["ask", "hay personas|las personas"],
];
