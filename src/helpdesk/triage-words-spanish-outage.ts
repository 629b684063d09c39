/** CORE. The Spanish phrases that tell what is wrong with a terminal. Plain data: a phrase is added here and nowhere else. */

import type { OutageTopic } from "./triage-words-outage.ts";

/** One row a topic, without accents, as `plain` leaves them; a longer phrase outweighs the shorter ones within it. */
export const SPANISH_OUTAGE_PHRASES: readonly (readonly [topic: OutageTopic, phrases: string])[] = [
	[
		"network",
		"no hay conexion|sin conexion|no tiene conexion|no tenemos conexion|no hay internet|sin internet|no tengo internet|no tiene internet|no tenemos internet|no hay red|sin red|no tiene red|no hay senal|sin senal|no tiene senal|no agarra senal|no hay wifi|sin wifi|no conecta|no se conecta|no conecto|no se puede conectar|no puede conectarse|no logra conectarse|no quiere conectar|no puedo conectarla|desconectada|desconectado|se desconecta|se desconecto|perdio la conexion|perdio conexion|perdimos la conexion|se perdio la conexion|se fue la conexion|se fue el internet|se fue internet|se fue la red|se fue la senal|se fue el wifi|se cayo el internet|se cayo internet|se cayo la red|se cayo el wifi|se cayo la conexion|internet caido|no funciona el internet|no funciona internet|internet no funciona|no funciona el wifi|wifi no funciona|no sirve el internet|fuera de linea|error de conexion|falla de conexion|falla la conexion|fallo de conexion|problema de conexion|problemas de conexion|error de red|error de comunicacion|falla de comunicacion|sin comunicacion|buscando red|modo avion|no encuentra la red|no encuentra el wifi|no tiene linea|no hay linea|no hay datos|no esta agarrando senal|no enlaza|no agarra internet|no agarra wifi|router apagado|router esta apagado|mala senal|senal debil|poca senal|sin linea",
	],
	[
		"processor",
		"banco no responde|no responde el banco|banco no contesta|no contesta el banco|sin respuesta del banco|sin respuesta del host|no hay respuesta del banco|host no responde|emisor no disponible|banco esta caido|banco caido|se cayo el banco|servidor no responde|banco esta caida|ninguna tarjeta funciona|ninguna funciona|procesador no responde|procesador caido|procesador esta caido|adquirente no responde|adquirente caido|proveedor esta caido|proveedor caido|rechaza todo|rechaza todas|rechaza todas las tarjetas|rechaza a todos|todas rechazadas|todas son rechazadas|todas las tarjetas rechazadas|todo sale rechazado|todo rechazado|todas salen rechazadas|salen rechazadas|ninguna pasa|no pasa ninguna|no pasa ninguna tarjeta|ninguna tarjeta pasa|todas fallan|fallan todas|fallan todas las tarjetas|todas las operaciones fallan|todas las transacciones fallan|todos los pagos fallan|hay internet pero|tiene internet pero|con internet pero|en linea pero|hay red pero",
	],
	[
		"software",
		"congelada|congelado|se congelo|se congela|trabada|trabado|se trabo|se traba|colgada|colgado|se colgo|se cuelga|bloqueada|bloqueado|se bloqueo|se bloquea|no responde|no reacciona|pasmada|se pasmo|se quedo pegada|se quedo pasmada|la aplicacion se cierra|se cierra la aplicacion|se cierra sola|no abre la aplicacion|no abre la app|se reinicia sola|se reinicia solo|se reinicia a cada rato|se reinicia todo el tiempo|se esta reiniciando|pantalla azul|pantalla de carga|se queda cargando|cargando|mensaje de error|error del sistema|error de sistema|no puedo iniciar sesion|no deja iniciar sesion|se cerro la sesion|el programa|la aplicacion",
	],
	[
		"hardware",
		"no prende|no enciende|no arranca|no se enciende|no se prende|apagada|apagado|se apago|se apaga|sin bateria|no tiene bateria|sin pila|bateria|no carga la bateria|no carga bateria|no quiere cargar|cargador|pantalla negra|pantalla en negro|pantalla en blanco|se quedo en blanco|pantalla blanca|no sale el ticket|no sale el recibo|no saca el recibo|se descargo|pantalla rota|pantalla quebrada|se rompio la pantalla|pantalla apagada|pantalla oscura|se cayo al piso|se cayo al suelo|se me cayo|se mojo|mojada|le cayo agua|le cayo cafe|agua|impresora|no imprime|papel|se atoro el papel|sin papel|lector de chip|no lee|no lee tarjetas|no lee la tarjeta|no lee las tarjetas|no lee el chip|no lee la banda|teclado|teclas|botones|pantalla tactil|no funciona el contactless|no funciona sin contacto|manipulacion|manipulada|alerta de seguridad|se fue la luz|la luz se fue|corte de luz|sin luz|sin corriente|no hay luz|huele a quemado|humo|cable roto",
	],
	[
		"maintenance",
		"actualizacion|actualizaciones|actualizando|actualizandose|actualizar|se actualizo|mantenimiento|instalando|descargando",
	],
	[
		"fine-network",
		"hay internet|si hay internet|tiene internet|si tiene internet|tenemos internet|con internet|internet funciona|funciona el internet|internet esta bien|internet bien|wifi funciona|funciona el wifi|wifi esta bien|wifi bien|hay wifi|la red esta bien|la red funciona|conectada al wifi|conectado al wifi|la conexion esta bien|hay conexion|hay senal|tiene senal|buena senal",
	],
	[
		"offline-mode",
		"modo sin conexion|modo offline|modo fuera de linea|pagos sin conexion|pagos guardados|pagos pendientes|pagos almacenados|ventas sin conexion|ventas pendientes|operaciones pendientes|transacciones pendientes|pagos sin enviar",
	],
	["network-thing", "la red|de red|la conexion|la senal|el modem|los datos"],
	[
		"device",
		"terminales|datafono|el datafono|tpv|punto de venta|maquina de tarjetas|maquina de cobro|maquina|maquinita|aparato|lector de tarjetas|lector|posnet|tarjetas|pagos con tarjeta|equipo|dispositivo",
	],
	[
		"failure",
		"no funciona|no funcionan|no me funciona|no esta funcionando|no quiere funcionar|dejo de funcionar|ya no funciona|no sirve|no sirven|ya no sirve|dejo de servir|no anda|no jala|no trabaja|no acepta|no acepta tarjetas|no aceptan|no cobra|no carga|no agarra|no esta agarrando|no pasa|no pasan|no pasan las tarjetas|no puedo|no puedo cobrar|no puedo pasar tarjetas|no se puede|no se puede cobrar|no podemos|no podemos cobrar|no me deja|no me deja cobrar|no deja|no deja cobrar|no logro cobrar|falla|fallas|fallan|fallando|fallo|averia|averiada|averiado|danada|danado|descompuesta|descompuesto|se descompuso|se dano|se rompio|esta rota|malograda|malogrado|se malogro|errores|problema|problemas|caida|esta caido|se cayo|se cayo el sistema|no hay sistema|no tengo sistema|no tiene sistema|sin sistema|fuera de servicio|tiempo agotado|tiempo de espera agotado|no detecta|no reconoce|no procesa|no hace nada|se murio|murio|muerta",
	],
];
